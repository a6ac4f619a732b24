-- Devices that take messages, and the desk's key.

-- name: devices_of
select * from push_devices where user_id = $1 order by id

-- name: device
select * from push_devices where id = $1

-- name: save_device
insert into push_devices(id, user_id, name, endpoint, endpoint_hash, p256dh, auth, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict(endpoint_hash) do update set user_id = excluded.user_id, name = excluded.name, p256dh = excluded.p256dh, auth = excluded.auth, created_at = excluded.created_at

-- name: of_endpoint
select * from push_devices where endpoint_hash = $1

-- name: remove_device
delete from push_devices where id = $1

-- name: remove_devices_of
delete from push_devices where user_id = $1

-- name: sent
update push_devices set last_sent_at = $2 where id = $1

-- name: key
select public_key, private_key from push_keys where id = 1

-- name: save_key
insert into push_keys(id, public_key, private_key, created_at) values (1, $1, $2, $3)
on conflict(id) do nothing

-- name: notification_at
select * from notifications where user_id = $1 and position = $2
