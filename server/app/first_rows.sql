-- Rows that the program makes itself: the first group, and the groups and organizations of the demonstration.

-- name: insert_group
insert into groups(id, name, description, is_public, is_default, deleted, created_at, updated_at)
values ($1, $2, $3, 1, $4, 0, $5, $5)

-- name: insert_organization
insert into organizations(id, name, name_key, external_id, domain_names, details, notes, shared_tickets, shared_comments,
  tags, organization_fields, created_at, updated_at)
values ($1, $2, $3, '', $4, '', '', 0, 0, '[]', '{}', $5, $5)

-- name: keep_value
insert into installation(name, value) values ($1, $2) on conflict (name) do nothing

-- name: find_value
select value from installation where name = $1
