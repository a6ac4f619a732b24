-- What others did on the open and lately changed tickets of an agent.

-- name: of_agent
select e.id, e.subject_id, e.actor_id, coalesce(t.assignee_id, 0) as assignee_id, t.subject, e.data, e.created_at
from tickets t join events e on e.subject_id = t.id and e.kind in ('ticket.created', 'ticket.updated')
where t.assignee_id = $1 and t.deleted_at is null and t.updated_at >= $2 and e.created_at >= $2 and e.actor_id <> $1 and e.via <> 'import'
order by e.id desc limit $3
