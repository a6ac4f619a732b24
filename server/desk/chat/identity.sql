-- Keys of hosting sites, people whom they named, sessions that end with a token.

-- name: keys
select id, coalesce(brand_id, 0) as brand_id, prefix, secret, hint, created_at, last_used_at from widget_keys order by id

-- name: insert_key
insert into widget_keys(id, brand_id, prefix, secret, hint, created_at, last_used_at) values ($1, nullif(cast($2 as bigint), 0), $3, $4, $5, $6, null)

-- name: remove_key
delete from widget_keys where id = $1

-- name: end_sessions_of_key
delete from chat_identified where key_id = $1

-- name: used_key
update widget_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)

-- name: find_brand
select id from brands where id = $1 and is_deleted = 0

-- name: brand_of_host
select id from brands where host_mapping = $1 and active = 1 and is_deleted = 0

-- name: default_brand
select id from brands where is_default = 1

-- name: name_user
update users set external_id = $2, updated_at = $3 where id = $1 and external_id = ''

-- name: verify_identity
update identities set verified = 1, updated_at = $2 where id = $1

-- name: visitor_of_person
select id from chat_visitors where user_id = $1 and identified = 1 order by id limit 1

-- name: insert_person
insert into chat_visitors(id, token_hash, user_id, name, email, locale, time_zone, page_url, page_title, referrer, created_at, seen_at, identified)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 1)

-- name: touch_person
update chat_visitors set name = $2, email = $3, seen_at = $4 where id = $1

-- name: move_conversations
update chat_conversations set visitor_id = $2 where visitor_id = $1

-- name: move_sends
update chat_sends set visitor_id = $2 where visitor_id = $1 and cid not in (select s.cid from chat_sends s where s.visitor_id = $2)

-- name: end_visitor
update chat_visitors set token_hash = $2 where id = $1

-- name: keep_session
insert into chat_identified(token_hash, visitor_id, proof_hash, key_id, expires_at) values ($1, $2, $3, $4, $5)
on conflict (token_hash) do update set proof_hash = excluded.proof_hash, key_id = excluded.key_id, expires_at = excluded.expires_at

-- name: session_end
select expires_at from chat_identified where token_hash = $1

-- name: end_session
delete from chat_identified where proof_hash in (select i.proof_hash from chat_identified i where i.token_hash = $1)

-- name: find_proof
select holder_hash from chat_proofs where proof_hash = $1

-- name: keep_proof
insert into chat_proofs(proof_hash, holder_hash, expires_at) values ($1, $2, $3) on conflict (proof_hash) do nothing

-- name: spend_proof
insert into chat_proofs(proof_hash, holder_hash, expires_at) select proof_hash, '', expires_at from chat_identified where token_hash = $1
on conflict (proof_hash) do update set holder_hash = ''

-- name: forget_sessions
delete from chat_identified where expires_at <= $1

-- name: forget_proofs
delete from chat_proofs where expires_at <= $1
