-- What a desk made as a whole needs beyond the verbs.

-- name: begin_after
insert into event_cursors(name, position) values ($1, coalesce((select max(id) from events), 0))
on conflict (name) do update set position = excluded.position
