create table satisfaction_ratings(
  id bigint primary key,
  ticket_id bigint not null,
  requester_id bigint,
  assignee_id bigint,
  group_id bigint,
  score text not null,
  comment text not null,
  reason text not null,
  reason_code bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index satisfaction_ratings_ticket on satisfaction_ratings(ticket_id);
create index satisfaction_ratings_created on satisfaction_ratings(created_at, id);
