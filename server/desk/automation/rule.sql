-- Rules and what they did.

-- name: active_triggers
select t.* from triggers t left join trigger_categories c on c.id = t.category_id
where t.active = 1 order by coalesce(c.position, 0), t.position, t.id

-- name: active_automations
select * from automations where active = 1 order by position, id

-- name: find_automation
select * from automations where id = $1

-- name: find_macro
select * from macros where id = $1

-- name: reads_in
update users set locale = $2 where id = $1

-- name: newest_trigger
select max(updated_at) as newest, count(*) as count from triggers

-- name: last_trigger_place
select max(position) from triggers
-- name: last_automation_place
select max(position) from automations
-- name: last_macro_place
select max(position) from macros
-- name: last_category_place
select max(position) from trigger_categories

-- name: place_trigger
update triggers set position = $2, updated_at = $3 where id = $1
-- name: place_automation
update automations set position = $2, updated_at = $3 where id = $1
-- name: place_macro
update macros set position = $2, updated_at = $3 where id = $1
-- name: place_category
update trigger_categories set position = $2, updated_at = $3 where id = $1

-- name: triggers_of_category
select count(*) from triggers where category_id = $1

-- name: insert_run
insert into rule_runs(id, ticket_id, kind, rule_id, title, outcome, reason, changes, effects, cause_event_id, event_id, depth, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: last_run
select * from rule_runs where ticket_id = $1 and kind = $2 and rule_id = $3 order by id desc limit 1

-- name: was_run
select count(*) from rule_runs where ticket_id = $1 and kind = $2 and rule_id = $3 and cause_event_id = $4

-- name: forget_runs
delete from rule_runs where created_at < $1

-- name: event
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events where id = $1

-- name: insert_trigger
insert into triggers(id, title, description, active, position, category_id, conditions, actions, created_at, updated_at)
values ($1, $2, $3, $4, $5, null, $6, $7, $8, $8)

-- name: insert_automation
insert into automations(id, title, active, position, conditions, actions, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)

-- name: insert_macro
insert into macros(id, title, description, active, position, actions, restriction, audience, created_by, created_at, updated_at)
values ($1, $2, $3, 1, $4, $5, 'null', '', null, $6, $6)

-- name: mark_seeded
insert into installation(name, value) values ('first_rules', 'made') on conflict (name) do nothing

-- name: noted_changes
select id, actor_id, before_value, created_at from audit_logs
where source_type = $1 and source_id = $2 and action in ('create', 'update') order by id desc limit 200
