-- Guided reports: what a customer has answered so far, under a key that only they know (kept as its hash), for seven days; once
-- sent, only that it was: the words stand in the comment and its facts.
create table guided_reports(
  id bigint primary key,
  key_hash text not null,
  channel text not null,
  locale text not null,
  ticket_id bigint,
  person_id bigint,
  answers text not null,
  files text not null,
  advised bigint not null,
  source text not null,
  created_at bigint not null,
  updated_at bigint not null,
  expires_at bigint not null,
  sent_at bigint,
  comment_id bigint
);
create unique index guided_reports_key on guided_reports(key_hash);
create index guided_reports_source on guided_reports(source, created_at);
create index guided_reports_ticket on guided_reports(ticket_id, id);
create index guided_reports_expiry on guided_reports(expires_at) where sent_at is null;
