-- The ticket of the message that became a case: words of the customer that fit no single request stay with it, and it
-- closes with the last of them.
alter table cases add column ticket_id bigint;
alter table cases add column closed_at bigint;
-- The one message to the customer, and how the original stood before it was split.
alter table splits add column message_id bigint;
alter table splits add column status_before text not null default '';

-- Words of a customer that belong to a case and name none of its requests: somebody says which one is meant. state:
-- open, assigned (to ticket_ids), kept. id = the comment.
create table case_words(
  id bigint primary key,
  case_id bigint not null,
  ticket_id bigint not null,
  state text not null,
  assigned_to bigint,
  decided_by bigint,
  decided_at bigint,
  created_at bigint not null
);
create index case_words_case on case_words(case_id, id);
