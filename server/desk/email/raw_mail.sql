-- Mails as they came, and the ids that thread them.

-- name: insert
insert into raw_mails(id, inbox_id, source, sha256, size, sender, recipients, peer, helo, completeness, uid_validity, uid, internal_date, received_at,
  state, message_id, content_hash, from_address, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'received', '', '', '', '')

-- name: find
select * from raw_mails where id = $1

-- name: find_uid
select id from raw_mails where inbox_id = $1 and uid_validity = $2 and uid = $3 and source = 'imap'

-- name: insert_bytes
insert into raw_mail_bodies(raw_mail_id, bytes) values ($1, $2)

-- name: bytes_of
select bytes from raw_mail_bodies where raw_mail_id = $1

-- Of mails that came before 0480.
-- name: bytes_by_hash
select bytes from raw_mail_bytes where sha256 = $1

-- name: set_facts
update raw_mails set message_id = $2, content_hash = $3, from_address = $4, trust = $5, verdict = $6 where id = $1

-- name: set_end
update raw_mails set state = $2, reason = $3, ticket_id = $4, comment_id = $5 where id = $1

-- name: knows_message
select id from raw_mails where inbox_id = $1 and message_id = $2 and size = $3 and content_hash <> '' limit 1

-- name: count_same_text
select count(*) from raw_mails where from_address = $1 and content_hash = $2 and content_hash <> '' and received_at >= $3 and id < $4 and state <> 'duplicate'

-- name: was_verified
select id from raw_mails where from_address = $1 and content_hash <> '' and ticket_id = $2 and trust = 'verified' limit 1

-- name: insert_id
insert into mail_ids(id, message_id, inbox_id, content_hash, ticket_id, comment_id, direction, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing

-- name: find_same
select ticket_id, comment_id from mail_ids where inbox_id = $1 and message_id = $2 and content_hash = $3 and direction = 'in'

-- name: find_in_ticket
select comment_id from mail_ids where ticket_id = $1 and message_id = $2 and content_hash = $3 and direction = 'in' limit 1

-- name: tickets_of_id
select distinct ticket_id from mail_ids where message_id = $1 and inbox_id = $2 limit 2

-- name: ids_of_ticket
select message_id, direction from mail_ids where ticket_id = $1 and id <= $2 order by id

-- name: last_id
select coalesce(max(id), 0) from mail_ids where ticket_id = $1

-- name: find_message
select id from raw_mails where inbox_id = $1 and message_id = $2 and content_hash <> '' limit 1

-- name: forget_uids
update raw_mails set source = 'imap_before' where inbox_id = $1 and source = 'imap'

-- name: held_unread
select raw_mail_id from suspended_mails where cause = 'unparsable' order by raw_mail_id limit 100000
