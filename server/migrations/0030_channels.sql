-- What left the desk, to whom, and what became of it.
create table deliveries(
  id bigint primary key,
  ticket_id bigint not null,
  comment_id bigint not null,
  kind text not null,
  channel text not null,
  user_id bigint,
  address text not null,
  state text not null,
  external_id text not null,
  error text not null,
  attempt bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index deliveries_once on deliveries(comment_id, kind, channel, address);
create index deliveries_ticket on deliveries(ticket_id, id);
