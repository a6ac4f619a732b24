-- The newest events, for pages that stand open.

-- name: last_events
select id, kind, subject_id from events order by id desc limit $1

-- name: newest_event
select max(id) from events
