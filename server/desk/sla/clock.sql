-- What clocks know of each ticket, and the versions of policies and schedules.

-- name: find
select * from ticket_metrics where id = $1

-- name: of_tickets
select * from ticket_metrics where id in (select cast(value as bigint) from json_each(cast($1 as text)))

-- name: save
insert into ticket_metrics(id, created_at, updated_at, measures, state, assignments, last_event_id, timer_at, next_due_at, live, targets)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (id) do update set updated_at = excluded.updated_at, measures = excluded.measures, state = excluded.state,
  assignments = excluded.assignments, last_event_id = excluded.last_event_id, timer_at = excluded.timer_at,
  next_due_at = excluded.next_due_at, live = excluded.live, targets = excluded.targets

-- name: forget
delete from ticket_metrics where id = $1

-- name: live_after
select id from ticket_metrics where live = 1 and id > $1 order by id limit $2

-- name: insert_events
insert into ticket_metric_events(id, ticket_id, at, items) values ($1, $2, $3, $4)

-- name: forget_events
delete from ticket_metric_events where ticket_id = $1

-- name: events_from
select id, ticket_id, at, items from ticket_metric_events where at >= $1 order by at, id limit $2

-- name: events_of_second
select id, ticket_id, at, items from ticket_metric_events where at < $1 and (at, id) > ($2, $3) order by at, id

-- name: taken_since
select t.id as ticket_id, t.priority as priority, t.type as type, m.measures as measures from tickets t join ticket_metrics m on m.id = t.id
where t.created_at >= $1 and t.deleted_at is null order by t.created_at desc, t.id desc limit $2

-- name: generation
select value from sla_generation where id = 1

-- name: next_generation
update sla_generation set value = value + 1 where id = 1

-- name: policies
select * from sla_policies where kind = $1 order by position, id

-- name: last_position
select max(position) from sla_policies where kind = $1

-- name: set_position
update sla_policies set position = $2, updated_at = $3 where id = $1

-- name: insert_policy_version
insert into sla_policy_versions(id, policy_id, body) values ($1, $2, $3)

-- name: policy_versions
select id, policy_id, body from sla_policy_versions order by id

-- name: schedules
select * from schedules order by is_default desc, id

-- name: find_schedule
select * from schedules where id = $1

-- name: count_schedules
select count(*) from schedules

-- name: insert_schedule
insert into schedules(id, name, time_zone, intervals, holidays, group_ids, brand_ids, is_default, created_at, updated_at)
values ($1, $2, $3, $4, '[]', '[]', '[]', 1, $5, $5)

-- name: untouched_schedule
select * from schedules
where is_default = 1 and updated_at = created_at and (time_zone <> $1 or intervals <> $2) and id = (select min(id) from schedules)

-- name: follow_configuration
update schedules set time_zone = $2, intervals = $3 where id = $1

-- name: set_holidays
update schedules set holidays = $2, updated_at = $3 where id = $1

-- name: only_default
update schedules set is_default = 0 where id <> $1

-- name: policies_with_schedule
select count(*) from sla_policies where schedule_id = $1

-- name: insert_schedule_version
insert into schedule_versions(id, schedule_id, from_at, body) values ($1, $2, $3, $4)

-- name: schedule_versions
select id, schedule_id, from_at, body from schedule_versions order by id
