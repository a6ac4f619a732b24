-- Merges of accounts and suggestions of duplicates.

-- name: insert_merge
insert into user_merges(id, from_id, into_id, moved, merged_by, merged_at) values ($1, $2, $3, $4, $5, $6)

-- name: find_merge
select * from user_merges where id = $1

-- name: merges_of
select * from user_merges where from_id = $1 or into_id = $1 order by id desc

-- name: into_of
select into_id from user_merges where from_id = $1 and undone_at is null order by id desc limit 1

-- name: later_merges
select count(*) from user_merges where id > $1 and undone_at is null and (from_id = $2 or into_id = $2 or from_id = $3)

-- name: mark_undone
update user_merges set undone_by = $2, undone_at = $3 where id = $1

-- name: move_identity
update identities set user_id = $2, is_primary = $3, updated_at = $4 where id = $1

-- name: find_identity_by_id
select * from identities where id = $1

-- name: move_membership
update organization_memberships set user_id = $2, is_default = $3, updated_at = $4 where id = $1

-- name: fold_away
update users set active = 0, email = '', external_id = '', updated_at = $2 where id = $1

-- name: bring_back
update users set active = 1, email = $2, external_id = $3, organization_id = $4, updated_at = $5 where id = $1

-- name: fill
update users set phone = $2, external_id = $3, details = $4, notes = $5, organization_id = $6, user_fields = $7, tags = $8, email = $9, updated_at = $10 where id = $1

-- name: same_name
select * from users where lower(name) = $1 and active = 1 and role = 'end-user' and id <> $2 order by id limit 200

-- name: same_phone
select * from users where replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', '') = $1
  and active = 1 and role = 'end-user' and id <> $2 order by id limit 200

-- name: phone_identity
select u.* from users u join identities i on i.user_id = u.id where i.type = 'phone_number' and i.value in ($1, $2) and u.active = 1
  and u.role = 'end-user' and u.id <> $3

-- name: addresses_between [sqlite]
select i.value as address, u.* from identities i join users u on u.id = i.user_id where i.type = 'email' and i.value >= $1 and i.value < $2
  and u.active = 1 and u.role = 'end-user' and u.id <> $3 order by i.value limit 200

-- name: addresses_between [postgres]
select i.value as address, u.* from identities i join users u on u.id = i.user_id where i.type = 'email' and i.value collate "C" >= $1
  and i.value collate "C" < $2 and u.active = 1 and u.role = 'end-user' and u.id <> $3 order by i.value collate "C" limit 200
