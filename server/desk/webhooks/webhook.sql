-- Webhooks, invocations, attempts.

-- name: find
select * from webhooks where code = $1

-- name: find_by_id
select * from webhooks where id = $1

-- name: active
select * from webhooks where status = 'active' order by id

-- name: insert
insert into webhooks(id, code, name, description, endpoint, http_method, request_format, status, subscriptions, authentication, custom_headers,
  secret, old_secret, old_secret_until, failures, circuit, circuit_pause, circuit_until, last_error, created_by, updated_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', null, 0, 'closed', 0, null, '', $13, $13, $14, $14)

-- name: save
update webhooks set name = $2, description = $3, endpoint = $4, http_method = $5, request_format = $6, status = $7, subscriptions = $8,
  authentication = $9, custom_headers = $10, secret = $11, old_secret = $12, old_secret_until = $13, updated_by = $14, updated_at = $15
where id = $1

-- name: save_circuit
update webhooks set failures = $2, circuit = $3, circuit_pause = $4, circuit_until = $5, last_error = $6 where id = $1

-- name: remove
delete from webhooks where id = $1

-- name: insert_invocation
insert into webhook_invocations(id, code, webhook_id, event_type, event_id, payload, status, status_code, attempts, replay_of, created_at, next_at,
  completed_at)
values ($1, $2, $3, $4, $5, $6, 'pending', 0, 0, $7, $8, $9, null)

-- name: find_invocation
select * from webhook_invocations where code = $1

-- name: find_invocation_by_id
select * from webhook_invocations where id = $1

-- name: save_invocation
update webhook_invocations set status = $2, status_code = $3, attempts = $4, next_at = $5, completed_at = $6 where id = $1

-- name: cancel_open
update webhook_invocations set status = 'cancelled', next_at = null, completed_at = $2 where webhook_id = $1 and next_at is not null

-- name: insert_attempt
insert into webhook_attempts(id, code, invocation_id, status, status_code, error, request_headers, request_payload, response_headers,
  response_payload, duration_ms, completed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: attempts
select * from webhook_attempts where invocation_id = $1 order by id

-- name: find_attempt
select * from webhook_attempts where code = $1

-- name: forget_attempts
delete from webhook_attempts where invocation_id in
  (select id from webhook_invocations where created_at < $1 and next_at is null)

-- name: forget_invocations
delete from webhook_invocations where created_at < $1 and next_at is null
