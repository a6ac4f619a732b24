-- Authenticator codes, recovery codes, and the roles that need them.

-- name: find
select * from totp where user_id = $1

-- name: begin
insert into totp(user_id, secret, created_at, confirmed_at, last_step, last_used_at, failures, blocked_until)
values ($1, $2, $3, null, 0, null, 0, null)
on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, confirmed_at = null, last_step = 0,
  last_used_at = null, failures = 0, blocked_until = null

-- name: confirm
update totp set confirmed_at = $2 where user_id = $1

-- name: passed
update totp set last_step = $2, last_used_at = $3, failures = 0, blocked_until = null where user_id = $1 and last_step < $2

-- name: recovered
update totp set last_used_at = $2, failures = 0, blocked_until = null where user_id = $1

-- name: failed
update totp set failures = failures + 1, blocked_until = $2 where user_id = $1

-- name: forget
delete from totp where user_id = $1

-- name: insert_recovery_code
insert into recovery_codes(code_hash, user_id, created_at, used_at) values ($1, $2, $3, null)

-- name: use_recovery_code
update recovery_codes set used_at = $3 where code_hash = $1 and user_id = $2 and used_at is null

-- name: recovery_codes_left
select count(*) from recovery_codes where user_id = $1 and used_at is null

-- name: forget_recovery_codes
delete from recovery_codes where user_id = $1

-- name: required_of_role
select 1 from second_step_roles where role_id = $1

-- name: roles_required
select role_id from second_step_roles order by role_id

-- name: require_of_role
insert into second_step_roles(role_id, created_at) values ($1, $2) on conflict (role_id) do nothing

-- name: require_no_more
delete from second_step_roles where role_id = $1

-- name: end_sessions_without
delete from sessions where kind = 'console' and user_id in (select u.id from users u
  where (($1 = 3 and u.role = 'admin') or (u.role = 'agent' and coalesce(nullif(u.custom_role_id, 0), 1) = $1))
    and not exists (select 1 from totp t where t.user_id = u.id and t.confirmed_at is not null)
    and not exists (select 1 from passkeys p where p.user_id = u.id))
