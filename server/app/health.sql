-- name: answers
select 1

-- name: last_event
select max(id) from events

-- name: count_tickets
select count(*) from tickets
