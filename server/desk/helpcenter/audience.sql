-- name: segments
select * from user_segments order by id

-- name: insert_segment
insert into user_segments(id, name, user_type, tags, or_tags, organization_ids, group_ids, built_in, created_at, updated_at)
values ($1, $2, $3, '[]', '[]', '[]', '[]', 1, $4, $4)

-- name: insert_organization_segment
insert into user_segments(id, name, user_type, tags, or_tags, organization_ids, group_ids, built_in, created_at, updated_at)
values ($1, $2, 'signed_in_users', '[]', '[]', $3, '[]', 0, $4, $4)

-- name: segment_in_use
select (select count(*) from help_articles where user_segment_id = $1 and archived_at is null)
  + (select count(*) from help_sections where user_segment_id = $1)

-- name: permission_groups
select * from permission_groups order by id

-- name: find_permission_group
select * from permission_groups where id = $1

-- name: insert_permission_group
insert into permission_groups(id, name, edit, publish, built_in, created_at, updated_at) values ($1, $2, $3, $3, 1, $4, $4)

-- name: permission_group_in_use
select count(*) from help_articles where permission_group_id = $1 and archived_at is null
