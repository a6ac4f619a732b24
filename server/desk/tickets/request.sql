-- Requests of people who are not signed in.

-- name: count_from
select count(*) from anonymous_requests where address = $1 and created_at >= $2

-- name: note
insert into anonymous_requests(ticket_id, address, created_at) values ($1, $2, $3)

-- name: forget
delete from anonymous_requests where created_at < $1
