-- Views.

-- name: find
select * from views where id = $1

-- name: last_place
select max(position) from views

-- name: place
update views set position = $2, updated_at = $3 where id = $1

-- name: mark_seeded
insert into installation(name, value) values ($1, 'made') on conflict (name) do nothing

-- name: insert
insert into views(id, title, description, active, position, conditions, columns, group_by, group_order, sort_by, sort_order, restriction, audience,
  created_by, created_at, updated_at)
values ($1, $2, '', $3, $4, $5, $6, '', 'desc', $7, $8, 'null', '', null, $9, $9)
