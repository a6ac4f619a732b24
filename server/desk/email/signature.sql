-- Signatures of agents and groups by language.

-- name: find
select signature from mail_signatures where kind = $1 and owner_id = $2 and language = $3

-- name: all
select language, signature from mail_signatures where kind = $1 and owner_id = $2

-- name: save
insert into mail_signatures(kind, owner_id, language, signature, updated_at) values ($1, $2, $3, $4, $5)
on conflict (kind, owner_id, language) do update set signature = excluded.signature, updated_at = excluded.updated_at
