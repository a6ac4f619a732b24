-- What agents are told of. Facts about one ticket share a row while it is unread: `times` counts them, `position` orders the
-- list. ticket_id 0: of no ticket (held mail). shown: in the bell; digest: wanted in the mail of the morning.
create table notifications(
  id bigint primary key,
  position bigint not null,
  user_id bigint not null,
  ticket_id bigint not null,
  kind text not null,
  times bigint not null,
  actor_id bigint,
  event_id bigint not null,
  shown bigint not null,
  digest bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  read_at bigint
);
create index notifications_of_user on notifications(user_id, position);
create unique index notifications_unread on notifications(user_id, ticket_id) where read_at is null;
create index notifications_age on notifications(updated_at);

-- How a person (id) wants to hear; no row: as delivered. Minutes of the day in the person's zone; -1: none.
-- digest_position: the newest line that a mail has told of.
create table notification_settings(
  id bigint primary key,
  ways text not null,
  quiet_from bigint not null,
  quiet_to bigint not null,
  digest_at bigint not null,
  digest_days text not null,
  digest_position bigint not null,
  updated_at bigint not null
);
