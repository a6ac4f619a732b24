-- Sessions, API tokens and the one-time link of the first start. Tokens are stored as SHA-256.

-- name: insert_session
insert into sessions(token_hash, user_id, kind, address, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)

-- name: find_session
select user_id from sessions where token_hash = $1 and kind = $2 and expires_at > $3

-- name: end_session
delete from sessions where token_hash = $1

-- name: end_sessions_of
delete from sessions where user_id = $1

-- name: insert_token
insert into api_tokens(id, token_hash, user_id, name, act_for_others, created_at) values ($1, $2, $3, $4, $5, $6)

-- name: find_token
select id, user_id, name, act_for_others, created_at, last_used_at from api_tokens where token_hash = $1

-- name: insert_setup_link
insert into setup_links(token_hash, created_at) values ($1, $2)

-- name: find_setup_link
select 1 from setup_links where token_hash = $1 and used_at is null

-- name: use_setup_link
update setup_links set used_at = $2 where token_hash = $1 and used_at is null

-- name: forget_ended
delete from sessions where expires_at < $1
