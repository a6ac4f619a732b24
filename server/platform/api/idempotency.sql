-- Answers of requests that carried an Idempotency-Key; kept 24 h (app's hourly housekeeping).

-- name: find_reply
select request_hash, status, body, location from idempotency_replies where scope = $1 and key = $2

-- name: insert_reply
insert into idempotency_replies(scope, key, request_hash, status, body, location, created_at)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: forget_replies
delete from idempotency_replies where created_at < $1
