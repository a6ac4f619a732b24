-- Passkeys and what authenticators were asked to sign.

-- name: of_user
select * from passkeys where user_id = $1 order by id

-- name: by_credential
select * from passkeys where credential_id = $1

-- name: insert
insert into passkeys(id, user_id, credential_id, handle, rp_id, public_key, algorithm, sign_count, transports, name, created_at, last_used_at, as_staff)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, $12)

-- name: used
update passkeys set sign_count = $2, last_used_at = $3 where id = $1

-- name: rename
update passkeys set name = $2 where id = $1

-- name: remove
delete from passkeys where id = $1

-- name: forget
delete from passkeys where user_id = $1

-- name: insert_challenge
insert into passkey_challenges(challenge_hash, user_id, source, expires_at) values ($1, $2, $3, $4)

-- name: use_challenge
delete from passkey_challenges where challenge_hash = $1 and user_id = $2 and expires_at > $3

-- name: challenges_from
select count(*) from passkey_challenges where source = $1 and expires_at > $2

-- name: forget_challenges
delete from passkey_challenges where expires_at < $1
