-- Organizations, groups and their memberships.

-- name: find_organization
select * from organizations where id = $1 and deleted_at is null

-- name: find_by_name
select * from organizations where name_key = $1 and deleted_at is null

-- name: of_domain
select o.* from organizations o join organization_domains d on d.organization_id = o.id where d.domain = $1 and o.deleted_at is null

-- name: insert_domain
insert into organization_domains(domain, organization_id) values ($1, $2) on conflict (domain) do nothing

-- name: remove_domains
delete from organization_domains where organization_id = $1

-- name: mark_deleted
update organizations set deleted_at = $2, updated_at = $2 where id = $1

-- name: find_membership
select * from organization_memberships where user_id = $1 and organization_id = $2

-- name: memberships_of_user
select * from organization_memberships where user_id = $1 order by is_default desc, id

-- name: insert_membership
insert into organization_memberships(id, user_id, organization_id, is_default, view_tickets, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $6)

-- name: remove_membership
delete from organization_memberships where id = $1

-- name: remove_memberships_of_organization
delete from organization_memberships where organization_id = $1

-- name: release_users
update users set organization_id = null, updated_at = $2 where organization_id = $1

-- name: make_default_membership
update organization_memberships set is_default = case when organization_id = $2 then 1 else 0 end, updated_at = $3 where user_id = $1

-- name: find_group
select * from groups where id = $1 and deleted = 0

-- name: default_group
select * from groups where id = coalesce(
  (select min(id) from groups where deleted = 0 and is_default = 1), (select min(id) from groups where deleted = 0))

-- name: all_groups
select * from groups where deleted = 0 order by name, id

-- name: find_group_membership
select * from group_memberships where user_id = $1 and group_id = $2

-- name: group_memberships_of_user
select * from group_memberships where user_id = $1 order by is_default desc, id

-- name: all_group_memberships
select * from group_memberships order by id

-- name: insert_group_membership
insert into group_memberships(id, user_id, group_id, is_default, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)

-- name: remove_group_memberships_of_group
delete from group_memberships where group_id = $1

-- name: make_default_group
update group_memberships set is_default = case when group_id = $2 then 1 else 0 end, updated_at = $3 where user_id = $1
