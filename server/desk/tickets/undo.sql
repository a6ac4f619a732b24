-- Undo of changes and merges.

-- name: insert_merge
insert into merges(id, target_id, source_id, event_id, comment_ids, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)

-- name: set_merge_comments
update merges set comment_ids = $2 where id = $1

-- name: find_merge
select * from merges where id = $1

-- name: merges_into
select * from merges where target_id = $1 order by id desc

-- name: mark_merge_undone
update merges set undone_at = $2, undone_by = $3 where id = $1

-- name: set_comment_via
update comments set via = $2 where id = $1

-- name: set_merged_into
update tickets set merged_into = $2, version = version + 1 where id = $1
