-- Kinds, classes and criteria.

-- name: find
select * from ticket_intake where id = $1

-- name: complains_elsewhere
select 1 from (select id from tickets where requester_id = $1 and deleted_at is null and status_rank < 4 and id <> $2 order by id desc limit 200) t
  join ticket_intake i on i.id = t.id and i.request_kind = 'complaint' limit 1

-- name: of_tickets
select * from ticket_intake where id between $1 and $2 order by id

-- name: classes_of_tickets
select id, priority_class from ticket_intake where id between $1 and $2 and priority_class <> ''

-- name: put
insert into ticket_intake(id, request_kind, asset_id, priority_class, computed_class, answers, criteria_id, points, override_reason, overridden_by, overridden_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (id) do update set request_kind = excluded.request_kind, asset_id = excluded.asset_id, priority_class = excluded.priority_class,
  computed_class = excluded.computed_class, answers = excluded.answers, criteria_id = excluded.criteria_id, points = excluded.points,
  override_reason = excluded.override_reason, overridden_by = excluded.overridden_by, overridden_at = excluded.overridden_at, updated_at = excluded.updated_at

-- name: forget
delete from ticket_intake where id = $1

-- name: any
select 1 from ticket_intake limit 1

-- name: newest_criteria
select * from priority_criteria order by id desc limit 1

-- name: find_criteria
select * from priority_criteria where id = $1

-- name: insert_criteria
insert into priority_criteria(id, body, created_by, created_at) values ($1, $2, $3, $4)

-- name: classes
select * from priority_classes

-- name: put_class
insert into priority_classes(name, group_id, notify_user_ids, updated_at) values ($1, $2, $3, $4)
on conflict (name) do update set group_id = excluded.group_id, notify_user_ids = excluded.notify_user_ids, updated_at = excluded.updated_at

-- name: insert_decision
insert into class_decisions(id, ticket_id, computed_class, chosen_class, overridden, reason, decided_by, group_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: report
select computed_class, chosen_class, overridden, count(*) as count from class_decisions where at >= $1 and at < $2 group by computed_class, chosen_class, overridden
order by computed_class, chosen_class

-- name: report_by_agent
select decided_by, count(*) as count from class_decisions where at >= $1 and at < $2 and overridden = 1 group by decided_by order by decided_by

-- name: reasons
select ticket_id, computed_class, chosen_class, reason, decided_by, at from class_decisions where at >= $1 and at < $2 and overridden = 1 order by id desc limit 50

-- name: kind_form
select ticket_form_id from request_kinds where kind = $1

-- name: put_kind
insert into request_kinds(kind, ticket_form_id) values ($1, $2) on conflict (kind) do update set ticket_form_id = excluded.ticket_form_id

-- name: shown_events
select * from planned_events where is_public = 1 and cancelled = 0 and ends_at > $1 order by starts_at, id limit 20

-- name: events_of_ticket
select * from planned_events where ticket_id = $1 order by starts_at, id

-- name: any_event
select 1 from planned_events limit 1

-- name: insert_event
insert into planned_events(id, title, body, translations, starts_at, ends_at, is_public, cancelled, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, 1, 0, $7, $8, $8)
