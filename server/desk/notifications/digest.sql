-- The mail of the morning.

-- name: waiting
select * from notifications where user_id = $1 and digest = 1 and read_at is null order by position desc limit 100

-- name: unread
select * from notifications where user_id = $1 and read_at is null order by position desc limit 100

-- name: told_until
select digest_position from notification_settings where id = $1

-- name: remember
update notification_settings set digest_position = $2 where id = $1
