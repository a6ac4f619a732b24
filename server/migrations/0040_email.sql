-- Inboxes, raw mails, the ids that thread them, what is held aside, and the brakes of automatic mail.
create table inboxes(
  id bigint primary key,
  address text not null,
  name text not null,
  group_name text not null,
  active integer not null,
  created_at bigint not null
);
create unique index inboxes_address on inboxes(address);

create table inbox_cursors(
  inbox_id bigint primary key,
  uid_validity bigint not null,
  last_uid bigint not null,
  state text not null,
  error text not null,
  detail text not null,
  changed_at bigint not null,
  succeeded_at bigint
);

create table raw_mails(
  id bigint primary key,
  inbox_id bigint not null,
  source text not null,
  sha256 text not null,
  size bigint not null,
  sender text not null,
  recipients text not null,
  peer text not null,
  completeness text not null,
  uid_validity bigint not null,
  uid bigint not null,
  internal_date bigint,
  received_at bigint not null,
  state text not null,
  message_id text not null,
  content_hash text not null,
  from_address text not null,
  reason text not null,
  ticket_id bigint,
  comment_id bigint
);
create unique index raw_mails_uid on raw_mails(inbox_id, uid_validity, uid) where source = 'imap';
create index raw_mails_message on raw_mails(inbox_id, message_id, size);
create index raw_mails_sender on raw_mails(from_address, received_at);
create index raw_mails_sha on raw_mails(sha256);

create table raw_mail_bytes(
  sha256 text primary key,
  bytes blob not null
);

create table mail_ids(
  id bigint primary key,
  message_id text not null,
  inbox_id bigint not null,
  content_hash text not null,
  ticket_id bigint not null,
  comment_id bigint not null,
  direction text not null,
  created_at bigint not null
);
create unique index mail_ids_once on mail_ids(inbox_id, message_id, content_hash, direction);
create index mail_ids_message on mail_ids(message_id);
create index mail_ids_ticket on mail_ids(ticket_id, id);

create table suspended_mails(
  id bigint primary key,
  raw_mail_id bigint not null,
  inbox_id bigint not null,
  cause text not null,
  author_name text not null,
  author_email text not null,
  subject text not null,
  content text not null,
  recipient text not null,
  message_id text not null,
  ticket_id bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index suspended_mails_raw on suspended_mails(raw_mail_id);
create index suspended_mails_ticket on suspended_mails(ticket_id);

create table mail_addresses(
  address text primary key,
  state text not null,
  soft_failures bigint not null,
  error text not null,
  updated_at bigint not null
);

create table mail_budgets(
  name text primary key,
  began_at bigint not null,
  used bigint not null
);

create table allowed_senders(
  address text primary key,
  created_at bigint not null
);
