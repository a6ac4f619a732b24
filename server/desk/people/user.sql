-- Users, identities, passwords.

-- name: find_user
select * from users where id = $1

-- name: find_by_address
select u.* from users u join identities i on i.user_id = u.id where i.type = 'email' and i.value = $1

-- name: find_by_external_id
select * from users where external_id = $1 and external_id <> '' and active = 1 order by id limit 1

-- name: insert_user
insert into users(id, name, email, role, phone, locale, time_zone, organization_id, external_id, alias, signature, details, notes, photo_url,
  verified, active, suspended, moderator, only_private_comments, ticket_restriction, user_fields, tags, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', '', '', $9, 1, 0, 0, 0, '', '{}', '[]', $10, $10)

-- name: set_email
update users set email = $2, updated_at = $3 where id = $1

-- name: set_organization
update users set organization_id = $2, updated_at = $3 where id = $1

-- name: set_default_group
update users set default_group_id = $2, updated_at = $3 where id = $1

-- name: set_last_login
update users set last_login_at = $2 where id = $1

-- name: deactivate
update users set active = 0, email = '', updated_at = $2 where id = $1

-- name: staff
select * from users where role <> 'end-user' and active = 1 order by name, id

-- name: count_admins
select count(*) from users where role = 'admin' and active = 1

-- name: count_other_admins
select count(*) from users where role = 'admin' and active = 1 and suspended = 0 and id <> $1

-- name: insert_identity
insert into identities(id, user_id, type, value, verified, is_primary, undeliverable_count, deliverable_state, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, 0, 'deliverable', $7, $7)

-- name: find_identity
select * from identities where type = $1 and value = $2

-- name: identities_of
select * from identities where user_id = $1 order by is_primary desc, id

-- name: remove_identities
delete from identities where user_id = $1

-- name: remove_identity
delete from identities where id = $1

-- name: set_primary
update identities set is_primary = case when id = $2 then 1 else 0 end, updated_at = $3 where user_id = $1 and type = 'email'

-- name: verify_identity
update identities set verified = $2, updated_at = $3 where id = $1

-- name: find_password
select hash, changed_at, as_staff from passwords where user_id = $1

-- name: set_password
insert into passwords(user_id, hash, changed_at, as_staff) values ($1, $2, $3, $4)
on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at, as_staff = excluded.as_staff

-- name: change_identity
update identities set value = $2, verified = 0, updated_at = $3 where id = $1

-- name: remove_tokens
delete from api_tokens where user_id = $1

-- name: erase
update users set name = $2, email = '', phone = '', external_id = '', alias = '', signature = '', details = '', notes = '', photo_url = '',
  user_fields = '{}', tags = '[]', organization_id = null, erased_at = $3, updated_at = $3 where id = $1

-- name: forget_password
delete from passwords where user_id = $1
