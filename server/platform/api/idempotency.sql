-- Answers of requests that carried an Idempotency-Key; kept 24 h (app's hourly housekeeping). Rows are appended; the key
-- is the first half of a hash, so its index stays small.

-- name: find_reply
select request_hash, status, body, location from idempotency_replies where key = $1

-- name: insert_reply
insert into idempotency_replies(id, key, request_hash, status, body, location, created_at)
values ($1, $2, $3, $4, $5, $6, $7)

-- The oldest ones, a few at a time: rows lie in the order of their making.
-- name: forget_replies
delete from idempotency_replies where created_at < $1
  and id <= (select max(id) from (select id from idempotency_replies order by id limit 1000) oldest)
