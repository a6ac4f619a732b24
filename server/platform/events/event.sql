-- name: insert_event
insert into events (id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
-- name: events_after
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data
from events where id > $1 order by id limit $2
-- name: last_event
select max(id) from events
-- name: add_cursor
insert into event_cursors (name, position) values ($1, 0) on conflict (name) do nothing
-- name: load_cursor
select name, position as cursor, parked, error from event_cursors where name = $1
-- name: advance_cursor
update event_cursors set position = $2, error = '' where name = $1 and position = $3
-- name: park
update event_cursors set parked = 1, error = $2 where name = $1
-- name: resume
update event_cursors set parked = 0, error = '' where name = $1
