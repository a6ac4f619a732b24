-- What conditions know beside the ticket's row.

-- name: times
select * from ticket_times where ticket_id = $1

-- The times that are given, and those of whoever acted ($6) when they ask or work on the ticket.
-- name: keep_times
insert into ticket_times(ticket_id, status_at, assigned_at, group_at, requester_at, assignee_at, public_reply_at)
select t.id, cast($2 as bigint), cast($3 as bigint), cast($4 as bigint), case when t.requester_id = cast($6 as bigint) then cast($5 as bigint) end,
  case when t.assignee_id = cast($6 as bigint) then cast($5 as bigint) end, cast($7 as bigint)
from tickets t where t.id = $1
on conflict (ticket_id) do update set status_at = coalesce(excluded.status_at, ticket_times.status_at),
  assigned_at = coalesce(excluded.assigned_at, ticket_times.assigned_at), group_at = coalesce(excluded.group_at, ticket_times.group_at),
  requester_at = coalesce(excluded.requester_at, ticket_times.requester_at),
  assignee_at = coalesce(excluded.assignee_at, ticket_times.assignee_at),
  public_reply_at = coalesce(excluded.public_reply_at, ticket_times.public_reply_at)

-- name: forget_times
delete from ticket_times where ticket_id = $1

-- name: groups_of_user
select group_id as id from group_memberships where user_id = $1 order by group_id
