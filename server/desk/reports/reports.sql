-- Names beside the numbers, and what waits longest.

-- name: desk_zone
select time_zone from schedules order by is_default desc, id limit 1

-- name: group_names
select id, name from groups where id in (select cast(value as bigint) from json_each(cast($1 as text)))

-- name: user_names
select id, name from users where id in (select cast(value as bigint) from json_each(cast($1 as text)))

-- name: organization_names
select id, name from organizations where id in (select cast(value as bigint) from json_each(cast($1 as text)))
