-- The keys that sign our mail.

-- name: all
select * from dkim_keys order by id

-- name: find
select * from dkim_keys where id = $1

-- name: active
select * from dkim_keys where domain = $1 and state = 'active' order by id

-- name: of_selector
select id from dkim_keys where domain = $1 and selector = $2

-- name: set_sealed
update dkim_keys set private_key = $2 where id = $1

-- name: set_finding
update dkim_keys set state = $2, finding = $3, checked_at = $4 where id = $1

-- name: retire
update dkim_keys set state = 'off' where id = $1
