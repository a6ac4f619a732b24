-- Groups, agents, skills, decisions, flags.

-- name: group_row
select * from routing_groups where group_id = $1

-- name: routed_groups
select * from routing_groups where method <> 'manual' order by group_id

-- name: save_group
insert into routing_groups(group_id, method, capacity, skills, language, within_hours, release_minutes, keep_owner, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (group_id) do update set method = excluded.method, capacity = excluded.capacity, skills = excluded.skills,
  language = excluded.language, within_hours = excluded.within_hours, release_minutes = excluded.release_minutes,
  keep_owner = excluded.keep_owner, updated_at = excluded.updated_at

-- name: state
select * from agent_states where agent_id = $1

-- name: states_of_group
select s.* from agent_states s join group_memberships m on m.user_id = s.agent_id where m.group_id = $1 order by s.agent_id

-- name: all_states
select * from agent_states order by agent_id

-- name: save_state
insert into agent_states(agent_id, status, set_by, since, seen_at, capacity, languages, skill_ids, schedule_id, keep_tickets, leaves, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (agent_id) do update set status = excluded.status, set_by = excluded.set_by, since = excluded.since,
  seen_at = excluded.seen_at, capacity = excluded.capacity, languages = excluded.languages, skill_ids = excluded.skill_ids,
  schedule_id = excluded.schedule_id, keep_tickets = excluded.keep_tickets, leaves = excluded.leaves, updated_at = excluded.updated_at

-- name: console_seen
update agent_states set seen_at = $2 where agent_id = $1

-- name: draw
update routing_draws set turn = turn + 1 where id = 1

-- name: turn
select turn from routing_draws where id = 1

-- name: give_turn
insert into routing_turns(group_id, agent_id, turn) values ($1, $2, $3)
on conflict (group_id, agent_id) do update set turn = excluded.turn

-- name: members
select u.id, u.name, u.locale, u.time_zone, coalesce(r.turn, 0) as turn,
  (select count(*) from tickets t where t.assignee_id = u.id and t.status_rank < 2 and t.deleted_at is null) as open_count
from group_memberships m join users u on u.id = m.user_id
  left join routing_turns r on r.group_id = m.group_id and r.agent_id = u.id
where m.group_id = $1 and u.active = 1 and u.suspended = 0 and u.role <> 'end-user' and u.only_private_comments = 0
  and not exists (select 1 from custom_roles c where c.id = u.custom_role_id and c.comment_access = 'private')
order by u.id

-- name: limit_of_agent
select max(case when coalesce(g.capacity, 0) = 0 then 1000000 else g.capacity end) from group_memberships m
  left join routing_groups g on g.group_id = m.group_id where m.user_id = $1

-- name: open_of_agent
select count(*) from tickets where assignee_id = $1 and status_rank < 2 and deleted_at is null

-- name: somebody_waits
select t.id from tickets t join routing_groups g on g.group_id = t.group_id
where g.method <> 'manual' and t.status_rank < 2 and t.assignee_id is null and t.deleted_at is null limit 1

-- name: waiting
select t.id, t.priority_rank from tickets t join routing_groups g on g.group_id = t.group_id
where g.method <> 'manual' and t.status_rank < 2 and t.assignee_id is null and t.deleted_at is null and t.speaker <> 'bot'
  and (t.priority_rank < $1 or (t.priority_rank = $1 and t.id > $2))
  and (t.created_at < $4 or exists (select 1 from routing_decisions d where d.ticket_id = t.id))
order by t.priority_rank desc, t.id limit $3

-- name: somebody_is_new
select t.id from tickets t join routing_groups g on g.group_id = t.group_id
where g.method <> 'manual' and t.status_rank < 2 and t.assignee_id is null and t.deleted_at is null and t.created_at >= $1
  and not exists (select 1 from routing_decisions d where d.ticket_id = t.id) limit 1

-- name: held
select id from tickets where group_id = $1 and assignee_id = $2 and status_rank < 2 and deleted_at is null order by id limit $3

-- name: skills_of_ticket
select skill_id from ticket_skills where ticket_id = $1 order by skill_id

-- name: add_skill
insert into ticket_skills(skill_id, ticket_id) values ($1, $2) on conflict (skill_id, ticket_id) do nothing

-- name: remove_skills
delete from ticket_skills where ticket_id = $1

-- name: all_skills
select * from skills order by id

-- name: skill_named
select id from skills where name_key = $1 and id <> $2

-- name: forget_skill
delete from ticket_skills where skill_id = $1

-- name: insert_decision
insert into routing_decisions(id, ticket_id, group_id, agent_id, kind, why, verdicts, event_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: decisions
select * from routing_decisions where ticket_id = $1 order by id desc limit 100

-- name: last_decision
select * from routing_decisions where ticket_id = $1 order by id desc limit 1

-- name: forget_decisions
delete from routing_decisions where created_at < $1

-- name: insert_handover
insert into ticket_handovers(id, ticket_id, event_id, created_at) values ($1, $2, $3, $4)

-- name: handovers
select created_at from ticket_handovers where ticket_id = $1 and created_at > $2 order by created_at

-- name: forget_handovers
delete from ticket_handovers where created_at < $1

-- name: flag
insert into ticket_flags(ticket_id, flag, since, until_at, count) values ($1, $2, $3, $4, $5)
on conflict (ticket_id, flag) do update set until_at = excluded.until_at, count = excluded.count

-- name: find_flag
select * from ticket_flags where ticket_id = $1 and flag = $2

-- name: flags_of_ticket
select * from ticket_flags where ticket_id = $1 order by flag

-- name: flagged
select * from ticket_flags where flag = $1 and ticket_id > $2 order by ticket_id limit $3

-- name: unflag
delete from ticket_flags where ticket_id = $1 and flag = $2

-- name: open_tickets
select t.id, t.group_id, t.brand_id, t.created_at, t.updated_at, coalesce(m.status_at, 0) as status_at,
  coalesce(m.public_reply_at, 0) as public_reply_at, coalesce(m.assignee_at, 0) as assignee_at
from tickets t left join ticket_times m on m.ticket_id = t.id
where t.status_rank = $1 and t.deleted_at is null and (t.updated_at > $2 or (t.updated_at = $2 and t.id > $3))
order by t.updated_at, t.id limit $4

-- name: progress
select t.id, t.group_id, t.brand_id, t.created_at, t.updated_at, coalesce(m.status_at, 0) as status_at,
  coalesce(m.public_reply_at, 0) as public_reply_at, coalesce(m.assignee_at, 0) as assignee_at
from tickets t left join ticket_times m on m.ticket_id = t.id
where t.id = $1 and t.status_rank in (0, 1, 3) and t.deleted_at is null

-- name: sweep_is_set
select due_at from jobs where kind = 'routing.sweep' and key = 'all' and leased = 0

-- name: event
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events where id = $1
