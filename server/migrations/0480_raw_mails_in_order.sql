-- A mail that comes in changes fewer pages. Its bytes are appended under its number; those from before stay in raw_mail_bytes.
create table raw_mail_bodies(
  raw_mail_id bigint primary key,
  bytes blob not null
);

-- What a mail says is known when it has been read: not before is it worth an entry.
drop index raw_mails_message;
create index raw_mails_message on raw_mails(inbox_id, message_id, size) where content_hash <> '';
drop index raw_mails_sender;
create index raw_mails_sender on raw_mails(from_address, received_at) where content_hash <> '';

-- Only pipes and hooks ask for the same bytes.
drop index raw_mails_sha;
create index raw_mails_sha on raw_mails(sha256) where source not in ('lmtp', 'smtp', 'imap', 'pop3');

-- Who asks for an id names the inbox too: mail_ids_once answers.
drop index mail_ids_message;
