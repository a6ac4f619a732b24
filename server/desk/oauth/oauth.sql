-- API clients, codes and their tokens.

-- name: find_client
select * from oauth_clients where identifier = $1

-- name: insert_code
insert into oauth_codes(code_hash, client_id, user_id, scopes, redirect_uri, challenge, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: find_code
select * from oauth_codes where code_hash = $1

-- name: use_code
update oauth_codes set token_id = $2 where code_hash = $1

-- name: follow_token
update oauth_codes set token_id = $2 where token_id = $1

-- name: forget_codes
delete from oauth_codes where expires_at < $1

-- name: find_refresh
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens
where refresh_hash = $1 and refresh_hash <> '' and refresh_expires_at > $2

-- name: find_token
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens where id = $1 and client_id <> 0

-- name: find_token_by_hash
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens where token_hash = $1

-- name: tokens_of
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens
where client_id <> 0 and user_id = $1 order by id desc limit 1000

-- name: all_tokens
select id, user_id, name, act_for_others, client_id, scopes, hint, created_at, last_used_at, expires_at from api_tokens
where client_id <> 0 order by id desc limit 1000

-- name: remove_token
delete from api_tokens where id = $1

-- name: remove_tokens_of_client
delete from api_tokens where client_id = $1
