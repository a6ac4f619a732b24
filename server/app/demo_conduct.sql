-- name: cadences
select count(*) from update_cadences

-- name: insert_cadence
insert into update_cadences(id, title, position, active, filter, every_seconds, analysis_every_seconds, business_hours, attempts, created_at, updated_at)
values ($1, $2, 1, 1, $3, $4, $5, 1, 3, $6, $6)
