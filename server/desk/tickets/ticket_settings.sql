-- What the desk has chosen about its tickets.

-- name: value
select value from ticket_settings where name = $1

-- name: set
insert into ticket_settings(name, value) values ($1, $2) on conflict (name) do update set value = excluded.value

-- name: waits_for_children
select 1 from ticket_settings s where s.name = 'children_first' and s.value = 'on' and exists (
  select 1 from ticket_links l join tickets c on c.id = l.to_id
  where l.from_id = $1 and l.kind = 'parent' and c.status_rank < 4 and c.deleted_at is null)
