-- Forms of tickets.

-- name: all
select * from ticket_forms order by position, id

-- name: find
select * from ticket_forms where id = $1

-- name: insert_default
insert into ticket_forms(id, name, display_name, position, active, is_default, end_user_visible, ticket_field_ids, agent_conditions,
  end_user_conditions, in_all_brands, restricted_brand_ids, created_at, updated_at)
values ($1, 'Default Ticket Form', 'Default Ticket Form', 1, 1, 1, 1, $2, '[]', '[]', 1, '[]', $3, $3)

-- name: set_position
update ticket_forms set position = $2, updated_at = $3 where id = $1

-- name: other_default
update ticket_forms set is_default = 0 where id <> $1 and is_default = 1
