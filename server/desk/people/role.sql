-- Roles and the audit log.

-- name: find_role
select * from custom_roles where id = $1

-- name: count_people
select count(*) from users where custom_role_id = $1 and active = 1

-- name: insert_audit
insert into audit_logs(id, actor_id, actor_name, acting_for, ip_address, via, action, source_type, source_id, source_label, before_value, after_value, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: count_plain
select count(*) from users where active = 1 and (custom_role_id = $1 or (coalesce(custom_role_id, 0) = 0 and role = $2))
