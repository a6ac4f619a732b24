-- Sessions, API tokens and the one-time link of the first start. Tokens are stored as SHA-256.

-- name: insert_session
insert into sessions(token_hash, user_id, kind, address, created_at, expires_at, id, user_agent) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: sessions_of
select id, user_id, kind, address, user_agent, created_at, expires_at from sessions where user_id = $1 and expires_at > $2 order by created_at desc, id desc limit 200

-- name: all_sessions
select id, user_id, kind, address, user_agent, created_at, expires_at from sessions where expires_at > $1 order by created_at desc, id desc limit 200

-- name: session_of_token
select id, user_id, kind, address, user_agent, created_at, expires_at from sessions where token_hash = $1

-- name: end_session_by_id
delete from sessions where id = $1 and user_id = $2

-- name: end_other_sessions
delete from sessions where user_id = $1 and token_hash <> $2

-- name: find_session
select user_id from sessions where token_hash = $1 and kind = $2 and expires_at > $3

-- name: end_session
delete from sessions where token_hash = $1

-- name: end_sessions_of
delete from sessions where user_id = $1

-- name: insert_token
insert into api_tokens(id, token_hash, user_id, name, act_for_others, client_id, scopes, hint, created_at, expires_at, refresh_hash, refresh_expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: token_used
update api_tokens set last_used_at = $2 where id = $1

-- name: remove_token
delete from api_tokens where id = $1

-- name: remove_tokens_of
delete from api_tokens where user_id = $1

-- name: find_refresh
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens
where refresh_hash = $1 and refresh_hash <> '' and refresh_expires_at > $2

-- name: find_token
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens where token_hash = $1

-- name: insert_setup_link
insert into setup_links(token_hash, created_at) values ($1, $2)

-- name: find_setup_link
select 1 from setup_links where token_hash = $1 and used_at is null

-- name: use_setup_link
update setup_links set used_at = $2 where token_hash = $1 and used_at is null

-- name: forget_ended
delete from sessions where expires_at < $1
