-- Facts of tickets; those of merged tickets are found through the merge.

-- name: insert
insert into facts(id, ticket_id, kind, label, text, done_by, result, detail, happened_at, source, comment_id, begin_at, end_at, field_id, step_id,
  made_by, created_at, updated_at, withdrawn_at, withdrawn_by, reason, from_ticket_id, copy_of)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, null, null, '', $18, $19)

-- name: find
select * from facts where id = $1

-- name: save
update facts set kind = $2, label = $3, text = $4, done_by = $5, result = $6, detail = $7, happened_at = $8, updated_at = $9, withdrawn_at = $10,
  withdrawn_by = $11, reason = $12 where id = $1

-- name: merged_into
select source_id as id from merges where target_id = $1 and undone_at is null order by source_id

-- name: of_ticket
select * from facts where ticket_id = $1 order by id

-- name: changes
select * from fact_changes where ticket_id = $1 order by id

-- name: insert_change
insert into fact_changes(id, fact_id, ticket_id, at, actor_id, what, before, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: reproduction
select * from reproductions where id = $1

-- name: save_reproduction
insert into reproductions(id, steps, environment, expected, actual, reproduced, build, updated_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
on conflict (id) do update set steps = excluded.steps, environment = excluded.environment, expected = excluded.expected, actual = excluded.actual,
  reproduced = excluded.reproduced, build = excluded.build, updated_by = excluded.updated_by, updated_at = excluded.updated_at

-- name: of_field
select * from facts where ticket_id = $1 and field_id = $2 and withdrawn_at is null order by id

-- name: of_step
select * from facts where ticket_id = $1 and step_id = $2 order by id

-- name: fields
select * from fact_fields order by id

-- name: any_field
select id from fact_fields limit 1

-- name: field_of
select id from fact_fields where ticket_field_id = $1 and id <> $2

-- name: open_tickets_after
select id from tickets where id > $1 and status_rank < 4 and deleted_at is null order by id limit $2

-- name: forget_facts
delete from facts where ticket_id = $1

-- name: forget_changes
delete from fact_changes where ticket_id = $1

-- name: forget_reproduction
delete from reproductions where id = $1

-- name: of_comment
select * from facts where comment_id = $1

-- name: redact_fact
update facts set text = '▇', label = '', detail = '', begin_at = 0, end_at = 0, withdrawn_at = coalesce(withdrawn_at, $2), updated_at = $2 where id = $1

-- name: redact_changes
update fact_changes set before = '' where fact_id = $1
