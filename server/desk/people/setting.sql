-- name: find
select value from account_settings where name = $1

-- name: put
insert into account_settings(name, value, updated_at) values ($1, $2, $3)
on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at

-- name: all
select name, value from account_settings order by name
