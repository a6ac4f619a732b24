-- Tiers, hand-overs, owners, asks.

-- name: tiers
select * from escalation_tiers where group_id = $1 and active = 1 order by level, id

-- name: tier
select * from escalation_tiers where id = $1

-- name: insert
insert into handovers(id, ticket_id, tier_id, level, from_id, from_group_id, owner_id, to_id, to_group_id, why, problem, facts, question, promised,
  next_contact_at, may_answer, state, due_at, created_at, seconds, missing, outcome, result, tell_customer)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 0, '', '', '', '')

-- name: save
update handovers set to_id = $2, may_answer = $3, state = $4, accepted_at = $5, ended_at = $6, breached_at = $7, seconds = $8, missing = $9, outcome = $10,
  result = $11, tell_customer = $12, ended_by = $13 where id = $1

-- name: find
select * from handovers where id = $1

-- name: running
select * from handovers where ticket_id = $1 and ended_at is null order by id desc limit 1

-- name: of_ticket
select * from handovers where ticket_id = $1 order by id desc

-- name: any
select id from handovers limit 1

-- name: between
select * from handovers where created_at >= $1 and created_at < $2 order by id limit 50000

-- name: insert_ask
insert into escalation_asks(id, ticket_id, user_id, reason, created_at, answer) values ($1, $2, $3, $4, $5, '')

-- name: open_ask
select * from escalation_asks where ticket_id = $1 and answered_at is null order by id limit 1

-- name: settle_asks
update escalation_asks set answered_at = $2, answered_by = $3, answer = $4 where ticket_id = $1 and answered_at is null

-- name: asks_between
select count(*) from escalation_asks where created_at >= $1 and created_at < $2

-- name: insert_owner_change
insert into owner_changes(id, ticket_id, at, actor_id, from_id, to_id, reason, comment_id) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: owner_changes
select id, at, actor_id, from_id, to_id, reason, comment_id from owner_changes where ticket_id = $1 order by id desc limit 50

-- name: erase_handovers
delete from handovers where ticket_id = $1

-- name: erase_asks
delete from escalation_asks where ticket_id = $1

-- name: erase_owner_changes
delete from owner_changes where ticket_id = $1

-- name: answer_within
select answer_within_minutes from escalation_settings where id = 1

-- name: save_settings
update escalation_settings set answer_within_minutes = $1, updated_at = $2 where id = 1
