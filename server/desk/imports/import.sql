-- name: find
select local_id from import_records where source = $1 and kind = $2 and key = $3

-- name: remember
insert into import_records(source, kind, key, local_id, created_at) values ($1, $2, $3, $4, $5)
on conflict (source, kind, key) do update set local_id = excluded.local_id

-- name: count
select count(*) from import_records where source = $1 and kind = $2

-- name: user_times
update users set created_at = $2, updated_at = $3 where id = $1

-- name: suspend_user
update users set suspended = 1 where id = $1

-- name: organization_times
update organizations set created_at = $2, updated_at = $3 where id = $1

-- name: organization_by_name
select id from organizations where name_key = $1 and deleted_at is null

-- name: group_by_name
select id from groups where lower(name) = lower($1) and deleted = 0

-- name: field_by_title
select id from ticket_fields where type = $1 and lower(title) = lower($2)

-- name: user_by_external_id
select id from users where external_id = $1 and active = 1

-- name: ticket_comments
select id, message_id from comments where ticket_id = $1 and message_id <> '' order by id
