-- The history of all tickets.

-- name: before
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events
where id < $1 and kind in ('ticket.created', 'ticket.updated', 'ticket.deleted', 'ticket.restored', 'ticket.redacted')
order by id desc limit $2

-- name: from_id
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events
where id >= $1 and kind in ('ticket.created', 'ticket.updated', 'ticket.deleted', 'ticket.restored', 'ticket.redacted')
order by id limit $2

-- name: rest_of_second
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events
where id > $1 and created_at < $2 and kind in ('ticket.created', 'ticket.updated', 'ticket.deleted', 'ticket.restored', 'ticket.redacted')
order by id limit 100000

-- name: last_id
select max(id) from events

-- name: time_at
select created_at from events where id >= $1 order by id limit 1
