-- Procedures, versions, runs, steps.

-- name: find
select * from procedures where id = $1

-- name: by_key
select id from procedures where key = $1 limit 1

-- name: published
select * from procedures where version > 0 order by position, id

-- name: stamp
select max(updated_at) as newest, count(*) as count from procedures

-- name: last_position
select max(position) from procedures

-- name: set_version
update procedures set version = $2, version_id = $3, updated_at = $4 where id = $1

-- name: insert_version
insert into procedure_versions(id, procedure_id, number, definition, published_by, created_at) values ($1, $2, $3, $4, $5, $6)

-- name: version
select * from procedure_versions where id = $1

-- name: versions
select * from procedure_versions where procedure_id = $1 order by number desc

-- name: any_run
select id from procedure_runs where procedure_id = $1 limit 1

-- name: remove_versions
delete from procedure_versions where procedure_id = $1

-- name: remove
delete from procedures where id = $1

-- name: insert_run
insert into procedure_runs(id, ticket_id, procedure_id, version_id, state, attached_by, reason, solved_step, created_at, updated_at, ended_at)
values ($1, $2, $3, $4, 'open', $5, '', '', $6, $6, null)

-- name: find_run
select * from procedure_runs where id = $1

-- name: runs_of_ticket
select * from procedure_runs where ticket_id = $1 order by id

-- name: save_run
update procedure_runs set state = $2, reason = $3, solved_step = $4, updated_at = $5, ended_at = $6 where id = $1

-- name: insert_step
insert into procedure_steps(id, run_id, ticket_id, procedure_id, step_key, state, answer, text, amount, attachment_id, comment_id, done_by, done_at, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: steps_of_run
select * from procedure_steps where run_id = $1 order by done_at, id

-- name: remove_step
delete from procedure_steps where id = $1

-- name: last_step
select step_key from procedure_steps where run_id = $1 and state = 'done' order by done_at desc, id desc limit 1

-- name: forget_runs
delete from procedure_runs where ticket_id = $1

-- name: forget_steps
delete from procedure_steps where ticket_id = $1

-- name: run_counts
select '' as step, state as word, count(*) as number from procedure_runs where procedure_id = $1 group by state order by state

-- name: step_counts
select step_key as step, state as word, count(*) as number from procedure_steps where procedure_id = $1 group by step_key, state order by step_key, state

-- name: answer_counts
select step_key as step, answer as word, count(*) as number from procedure_steps where procedure_id = $1 and answer <> '' group by step_key, answer
order by step_key, answer

-- name: solved_counts
select solved_step as step, '' as word, count(*) as number from procedure_runs where procedure_id = $1 and solved_step <> '' group by solved_step order by solved_step

-- name: skip_reasons
select step_key, reason, done_by, done_at, ticket_id from procedure_steps where procedure_id = $1 and state = 'skipped' order by id desc limit 100
