-- The keys that sign our mail.

-- name: active
select * from dkim_keys where domain = $1 and state = 'active' order by id

-- name: set_finding
update dkim_keys set state = $2, finding = $3, checked_at = $4 where id = $1
