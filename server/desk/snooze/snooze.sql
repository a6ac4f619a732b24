-- Resting tickets; `id` is the ticket's.

-- name: find
select * from snoozes where id = $1

-- name: save
insert into snoozes(id, until_at, by_id, event_id, created_at) values ($1, $2, $3, $4, $5)
on conflict (id) do update set until_at = excluded.until_at, by_id = excluded.by_id, event_id = excluded.event_id, created_at = excluded.created_at

-- name: remove
delete from snoozes where id = $1

-- name: status_changed_since
select id from events where kind = 'ticket.updated' and subject_id = $1 and id > $2 and data like '%"field":"status"%' limit 1
