-- What every write of a ticket pays: fewer indexes, and remembered answers that are appended.

-- Nothing looks for a comment by its Message-ID: mail_ids does that.
drop index comments_message;

-- Most tickets have none of these; NULL and '' need no entry.
drop index tickets_external;
create index tickets_external on tickets(external_id) where external_id <> '';
drop index tickets_problem;
create index tickets_problem on tickets(problem_id) where problem_id is not null;
drop index tickets_organization;
create index tickets_organization on tickets(organization_id, updated_at) where deleted_at is null and organization_id is not null;

-- One index for exports, which walk deleted rows too, and for lists of what is not deleted.
drop index tickets_alive;
drop index tickets_updated;
create index tickets_updated on tickets(updated_at, id, deleted_at);

-- Answers in the order of their making; the key is the first half of a SHA-256 over caller, request and given key.
drop table idempotency_replies;
create table idempotency_replies(
  id bigint primary key,
  key blob not null,
  request_hash blob not null,
  status integer not null,
  body text not null,
  location text not null,
  created_at bigint not null
);
create unique index idempotency_replies_key on idempotency_replies(key);
