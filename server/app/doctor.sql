-- name: parked_consumers
select name from event_cursors where parked = 1 order by name

-- name: dead_jobs
select count(*) from jobs where dead = 1
