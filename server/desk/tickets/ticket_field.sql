-- Fields of tickets.

-- name: all
select * from ticket_fields order by position, id

-- name: insert
insert into ticket_fields(id, type, title, title_in_portal, description, agent_description, position, active, required, required_in_portal,
  visible_in_portal, editable_in_portal, collapsed_for_agents, regexp_for_validation, tag, removable, options, created_at, updated_at)
values ($1, $2, $3, $3, '', '', $4, 1, $5, $5, $6, $6, 0, '', '', 0, '[]', $7, $7)
