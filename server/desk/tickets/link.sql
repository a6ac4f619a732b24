-- Typed links between tickets.

-- name: insert
insert into ticket_links(id, from_id, to_id, kind, created_by, created_at) values ($1, $2, $3, $4, $5, $6)

-- name: find
select * from ticket_links where id = $1

-- name: find_same
select * from ticket_links where from_id = $1 and kind = $2 and to_id = $3

-- name: of_ticket
select * from ticket_links where from_id = $1 or to_id = $1 order by id

-- name: remove
delete from ticket_links where id = $1

-- name: forget
delete from ticket_links where from_id = $1 or to_id = $1

-- name: parents
select from_id from ticket_links where to_id = $1 and kind = 'parent' order by id
