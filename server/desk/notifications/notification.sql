-- Notifications (what a person was told of) and how people want to hear.

-- name: pile_up
update notifications set position = $3, kind = $4, times = times + 1, actor_id = $5, event_id = $6, shown = max(shown, $7), digest = max(digest, $8), updated_at = $9
where user_id = $1 and ticket_id = $2 and read_at is null

-- name: pile_up [postgres]
update notifications set position = $3, kind = $4, times = times + 1, actor_id = $5, event_id = $6, shown = greatest(shown, $7), digest = greatest(digest, $8), updated_at = $9
where user_id = $1 and ticket_id = $2 and read_at is null

-- name: insert
insert into notifications(id, position, user_id, ticket_id, kind, times, actor_id, event_id, shown, digest, created_at, updated_at)
values ($1, $1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $9)

-- name: find
select * from notifications where id = $1 and user_id = $2

-- name: unread
select count(*) from (select id from notifications where user_id = $1 and read_at is null and shown = 1 limit 100) few

-- name: read_one
update notifications set read_at = $3 where id = $1 and user_id = $2 and read_at is null

-- name: read_ticket
update notifications set read_at = $3 where user_id = $1 and ticket_id = $2 and read_at is null

-- name: read_all
update notifications set read_at = $2 where user_id = $1 and read_at is null

-- name: preferences
select * from notification_settings where id = $1

-- name: save_preferences
insert into notification_settings(id, ways, quiet_from, quiet_to, digest_at, digest_days, digest_position, updated_at) values ($1, $2, $3, $4, $5, $6, 0, $7)
on conflict(id) do update set ways = excluded.ways, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_at = excluded.digest_at, digest_days = excluded.digest_days, updated_at = excluded.updated_at

-- name: forget_old
delete from notifications where id in (select id from notifications where updated_at < $1 order by updated_at limit 5000)

-- name: forget_person
delete from notifications where user_id = $1

-- name: forget_preferences
delete from notification_settings where id = $1

-- name: forget_ticket
delete from notifications where ticket_id = $1
