-- Promises, calls, the triage and absences.

-- name: insert
insert into promises(id, ticket_id, text, kind, source, state, due_at, time_zone, visible, made_by, owner_id, reason, replaces_id, comment_id,
  kept_comment_id, since_event_id, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, $15, $16, $16)

-- name: find
select * from promises where id = $1

-- name: save
update promises set state = $2, reason = $3, kept_comment_id = $4, updated_at = $5, reminded_at = $6, delay_told_at = $7, missed_at = $8,
  settled_at = $9 where id = $1

-- name: of_ticket
select * from promises where ticket_id = $1 order by id

-- name: owed_of_ticket
select * from promises where ticket_id = $1 and settled_at is null order by due_at, id

-- name: kept_by
select * from promises where ticket_id = $1 and kept_comment_id = $2

-- name: any_owed
select id from promises where settled_at is null limit 1

-- name: visible_owed
select * from promises where ticket_id = $1 and settled_at is null and visible = 1 order by due_at, id limit 1

-- name: insert_change
insert into promise_changes(id, promise_id, ticket_id, at, actor_id, what, due_at, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: changes
select * from promise_changes where promise_id = $1 order by id

-- name: changes_of_ticket
select * from promise_changes where ticket_id = $1 order by id

-- name: move
update promises set ticket_id = $2, since_event_id = $3, updated_at = $4 where id = $1

-- name: moved_from
select * from promises where settled_at is null and ticket_id <> $1 and id in (select promise_id from promise_changes where ticket_id = $1 and what = 'moved')
order by id

-- name: erase_promises
delete from promises where ticket_id = $1

-- name: erase_changes
delete from promise_changes where ticket_id = $1 or promise_id in (select id from promises where ticket_id = $1)

-- name: erase_calls
delete from calls where ticket_id = $1

-- name: erase_state
delete from contact_states where id = $1

-- name: erase_triages
delete from triages where ticket_id = $1

-- name: erase_times
delete from active_times where ticket_id = $1

-- name: staff_of_group
select u.id from users u join group_memberships m on m.user_id = u.id where m.group_id = $1 and u.active = 1 order by u.id limit 1

-- name: any_admin
select id from users where role = 'admin' and active = 1 order by id limit 1

-- name: absence
select until_at from absences where user_id = $1

-- name: set_absence
insert into absences(user_id, until_at, set_at) values ($1, $2, $3)
on conflict (user_id) do update set until_at = excluded.until_at, set_at = excluded.set_at

-- name: remove_absence
delete from absences where user_id = $1

-- name: absent
select user_id, until_at from absences where until_at > $1 order by user_id

-- name: state_of
select * from contact_states where id = $1

-- name: any_state
select id from contact_states limit 1

-- name: save_state
insert into contact_states(id, decision, decided_at, decided_by, target_minutes, attempts, closing_stage, closing_at, updated_at, since_event_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce((select last_event_id from tickets where id = $1), 0))
on conflict (id) do update set decision = excluded.decision, decided_at = excluded.decided_at, decided_by = excluded.decided_by,
  target_minutes = excluded.target_minutes, attempts = excluded.attempts, closing_stage = excluded.closing_stage,
  closing_at = excluded.closing_at, updated_at = excluded.updated_at, since_event_id = excluded.since_event_id

-- name: insert_call
insert into calls(id, ticket_id, agent_id, direction, phone, outcome, seconds, text, comment_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: calls_of_ticket
select * from calls where ticket_id = $1 order by id

-- name: insert_triage
insert into triages(id, ticket_id, decision, target_minutes, decided_by, decided_at, verdict) values ($1, $2, $3, $4, $5, $6, '')

-- name: open_triage
select * from triages where ticket_id = $1 and ended_at is null order by id desc limit 1

-- name: end_triage
update triages set ended_at = $2, verdict = $3 where id = $1

-- name: triage_report
select decision, verdict, count(*) as number from triages where decided_at >= $1 and decided_at < $2 group by decision, verdict order by decision, verdict

-- name: settings
select word_within_hours, word_in_working_hours, swept_comment_id from promise_settings where id = 1

-- name: save_settings
update promise_settings set word_within_hours = $1, word_in_working_hours = $2, updated_at = $3 where id = 1

-- name: set_swept
update promise_settings set swept_comment_id = $1 where id = 1

-- name: unanswered
select c.id, c.ticket_id, c.event_id, c.created_at, c.author_role, c.is_public, c.automatic from comments c
where c.id > $1 order by c.id limit $2

-- name: answered_since
select id from comments where ticket_id = $1 and id > $2 and is_public = 1 and automatic = 0 and author_role in ('agent', 'admin') limit 1

-- name: owed_by_desk
select id from promises where ticket_id = $1 and settled_at is null and kind in ('answer', 'update') limit 1

-- name: cadences
select * from update_cadences where active = 1 order by position, id

-- name: last_cadence_position
select max(position) from update_cadences

-- name: cadence_stamp
select max(updated_at) as newest, count(*) as count from update_cadences

-- name: open_tickets_after
select id from tickets where id > $1 and status_rank < 2 and deleted_at is null order by id limit $2

-- name: eta_figure
select * from eta_figures where class = $1 and type = $2 and metric = $3

-- name: any_eta
select class from eta_figures limit 1

-- name: forget_eta
delete from eta_figures

-- name: insert_eta
insert into eta_figures(class, type, metric, sample, median, p80, computed_at) values ($1, $2, $3, $4, $5, $6, $7)

-- name: active_add
insert into active_times(ticket_id, user_id, day, kind, seconds, note, updated_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (ticket_id, user_id, day, kind) do update set seconds = active_times.seconds + excluded.seconds, note = excluded.note,
  updated_at = excluded.updated_at

-- name: active_of_ticket
select user_id, day, kind, seconds, note, updated_at from active_times where ticket_id = $1 order by user_id, day, kind

-- name: report_by_owner
select coalesce(p.owner_id, 0) as subject, sum(case when p.state = 'kept' then 1 else 0 end) as kept,
  sum(case when p.state = 'missed' and p.settled_at is not null then 1 else 0 end) as late,
  sum(case when p.state = 'missed' and p.settled_at is null then 1 else 0 end) as missed,
  sum(case when p.state = 'renegotiated' then 1 else 0 end) as renegotiated
from promises p join tickets t on t.id = p.ticket_id
where p.due_at >= $1 and p.due_at < $2 group by coalesce(p.owner_id, 0) order by 1

-- name: report_by_organization
select coalesce(t.organization_id, 0) as subject, sum(case when p.state = 'kept' then 1 else 0 end) as kept,
  sum(case when p.state = 'missed' and p.settled_at is not null then 1 else 0 end) as late,
  sum(case when p.state = 'missed' and p.settled_at is null then 1 else 0 end) as missed,
  sum(case when p.state = 'renegotiated' then 1 else 0 end) as renegotiated
from promises p join tickets t on t.id = p.ticket_id
where p.due_at >= $1 and p.due_at < $2 group by coalesce(t.organization_id, 0) order by 1
