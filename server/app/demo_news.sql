-- name: told_since
select * from events where created_at >= $1 and via = 'import' and kind in ('ticket.created', 'ticket.updated') order by created_at, id

-- name: waiting_since_before
select id, user_id from notifications where read_at is null and updated_at < $1 order by id
