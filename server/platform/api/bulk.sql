-- Bulk jobs of the API (*_many, merge): items and results as JSON, progress counted per item.

-- name: insert_job
insert into bulk_jobs(id, action, caller_id, via, base_url, total, progress, status, message, items, results, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, 0, 'queued', '', $7, '[]', $8, $8)

-- name: find_job
select id, action, caller_id, via, base_url, total, progress, status, message, results, items, undo_job_id, created_at from bulk_jobs where id = $1

-- name: recent_jobs
select id, action, caller_id, via, base_url, total, progress, status, message, results, items, undo_job_id, created_at
from bulk_jobs where caller_id = $1 order by created_at desc limit 100

-- name: update_job
update bulk_jobs set progress = $2, status = $3, message = $4, results = $5, updated_at = $6 where id = $1

-- name: set_undo
update bulk_jobs set undo_job_id = $2, updated_at = $3 where id = $1
