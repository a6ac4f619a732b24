-- name: answers
select 1

-- name: last_event
select max(id) from events

-- name: count_tickets
select count(*) from tickets

-- name: mails_received
select coalesce(max(id), 0) from raw_mails

-- name: mails_held
select count(*) from suspended_mails
