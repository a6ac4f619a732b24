-- Mails held aside, and senders who are always let in.

-- name: insert
insert into suspended_mails(id, raw_mail_id, inbox_id, cause, author_name, author_email, subject, content, recipient, message_id, ticket_id, verdict,
  created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)

-- name: find
select * from suspended_mails where id = $1

-- name: find_by_raw
select * from suspended_mails where raw_mail_id = $1

-- name: of_ticket
select * from suspended_mails where ticket_id = $1 order by id desc limit 20

-- name: remove
delete from suspended_mails where id = $1

-- name: is_allowed
select 1 from allowed_senders where address = $1

-- name: allow
insert into allowed_senders(address, created_at) values ($1, $2) on conflict do nothing
