-- Webhooks, what was sent to them, and every attempt to send it.
create table webhooks(
  id bigint primary key,
  code text not null,
  name text not null,
  description text not null,
  endpoint text not null,
  http_method text not null,
  request_format text not null,
  status text not null,
  subscriptions text not null,
  authentication text not null,
  custom_headers text not null,
  secret text not null,
  old_secret text not null,
  old_secret_until bigint,
  failures bigint not null,
  circuit text not null,
  circuit_pause bigint not null,
  circuit_until bigint,
  last_error text not null,
  created_by bigint,
  updated_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index webhooks_code on webhooks(code);

create table webhook_invocations(
  id bigint primary key,
  code text not null,
  webhook_id bigint not null,
  event_type text not null,
  event_id bigint,
  payload text not null,
  status text not null,
  status_code bigint not null,
  attempts bigint not null,
  replay_of text not null,
  created_at bigint not null,
  next_at bigint,
  completed_at bigint
);
create unique index webhook_invocations_code on webhook_invocations(code);
create index webhook_invocations_webhook on webhook_invocations(webhook_id, id);
create index webhook_invocations_open on webhook_invocations(next_at) where next_at is not null;
create index webhook_invocations_age on webhook_invocations(created_at);

create table webhook_attempts(
  id bigint primary key,
  code text not null,
  invocation_id bigint not null,
  status text not null,
  status_code bigint not null,
  error text not null,
  request_headers text not null,
  request_payload text not null,
  response_headers text not null,
  response_payload text not null,
  duration_ms bigint not null,
  completed_at bigint not null
);
create index webhook_attempts_invocation on webhook_attempts(invocation_id, id);
