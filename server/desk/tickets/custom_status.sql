-- A desk's own names for statuses.

-- name: all
select * from custom_statuses order by position, id

-- name: find
select * from custom_statuses where id = $1

-- name: insert_default
insert into custom_statuses(id, status_category, agent_label, end_user_label, description, end_user_description, is_default, active, position,
  created_at, updated_at)
values ($1, $2, $3, $3, '', '', 1, 1, $1, $4, $4) on conflict (id) do nothing

-- name: count
select count(*) from custom_statuses

-- name: count_tickets
select count(*) from tickets where custom_status_id = $1
