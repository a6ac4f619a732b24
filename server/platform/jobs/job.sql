-- name: insert_job
insert into jobs (id, kind, key, lane, payload, due_at, available_at, created_at)
values ($1, $2, $3, '', $4, $5, $5, $6)
-- Behind another of its lane it is held until that one ends, so that nobody looks at it before. (Write transactions take turns, those
-- of other processes too: no end of another is missed.)
-- name: insert_in_lane
insert into jobs (id, kind, key, lane, payload, due_at, available_at, created_at, held)
values ($1, $2, '', $3, $4, $5, $5, $6, case when exists (select 1 from jobs where lane = $3 and lane <> '' and dead = 0) then 1 else 0 end)
-- name: delete_by_key
delete from jobs where kind = $1 and key = $2 and key <> ''
-- name: delete_run
delete from jobs where id = $1 and attempt = $2 returning lane
-- After one of the lane has ended.
-- name: release_next
update jobs set held = 0
where id = (select id from jobs where lane = $1 and held = 1 order by id limit 1)
-- name: attempt_of
select attempt from jobs where id = $1
-- The first job of a lane that is not dead holds back the others of its lane. Of those that are not held as well this is asked here:
-- one that was dead may have others before it.
-- Up to a moment: while a kind has all the runs that it may have, its timers are stepped over one by one.
-- name: next_available
select available_at from jobs
where dead = 0 and held = 0 and kind in (select value from json_each(cast($1 as text))) and available_at <= $2
  and (lane = '' or not exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0
                                  and earlier.lane = jobs.lane and earlier.id < jobs.id))
order by available_at, id limit 1
-- name: candidate [sqlite]
select id, kind, attempt from jobs
where dead = 0 and held = 0 and kind in (select value from json_each(cast($1 as text))) and available_at <= $2
  and (lane = '' or not exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0
                                  and earlier.lane = jobs.lane and earlier.id < jobs.id))
order by available_at, id limit 1
-- name: candidate [postgres]
select id, kind, attempt from jobs
where dead = 0 and held = 0 and kind in (select value from json_each(cast($1 as text))) and available_at <= $2
  and (lane = '' or not exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0
                                  and earlier.lane = jobs.lane and earlier.id < jobs.id))
order by available_at, id limit 1 for update of jobs skip locked
-- More jobs of one kind that have not run yet, for the same call.
-- name: first_runs [sqlite]
select id, kind, attempt from jobs
where dead = 0 and held = 0 and kind = $1 and attempt = 0 and available_at <= $2
  and (lane = '' or not exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0
                                  and earlier.lane = jobs.lane and earlier.id < jobs.id))
order by available_at, id limit $3
-- name: first_runs [postgres]
select id, kind, attempt from jobs
where dead = 0 and held = 0 and kind = $1 and attempt = 0 and available_at <= $2
  and (lane = '' or not exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0
                                  and earlier.lane = jobs.lane and earlier.id < jobs.id))
order by available_at, id limit $3 for update of jobs skip locked
-- name: lease
update jobs set attempt = attempt + 1, leased = 1, available_at = $2 where id = $1
returning id, kind, key, payload, attempt, due_at, error, dead
-- name: renew
update jobs set available_at = $3 where id = $1 and attempt = $2 and leased = 1
-- A first attempt at once, a second one after a pause, others when their lease ends: a job that ends its process again and again
-- must not do so without a pause, and one that was only there twice when it ended does not wait for long.
-- name: take_back
update jobs set leased = 0, available_at = case when attempt = 1 then cast($1 as bigint) else cast($2 as bigint) end where leased = 1 and attempt <= 2
-- name: retry
update jobs set leased = 0, available_at = $3, error = $4 where id = $1 and attempt = $2
-- name: bury
update jobs set leased = 0, dead = 1, error = $3 where id = $1 and attempt = $2 returning lane
-- name: dead_jobs
select id, kind, key, payload, attempt, due_at, error, dead from jobs where dead = 1 order by id limit 1000
-- name: revive
update jobs set dead = 0, attempt = 0, leased = 0, due_at = $2, available_at = $2 where id = $1 and dead = 1
-- name: count_jobs
select coalesce(sum(case when dead = 0 and leased = 0 then 1 else 0 end), 0) as waiting,
  coalesce(sum(case when dead = 0 and leased = 1 then 1 else 0 end), 0) as running,
  coalesce(sum(dead), 0) as dead
from jobs
