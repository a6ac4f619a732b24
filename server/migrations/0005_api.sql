create table idempotency_replies(
  scope text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  location text not null,
  created_at bigint not null,
  primary key (scope, key)
) without rowid;
create index idempotency_replies_age on idempotency_replies(created_at);

create table bulk_jobs(
  id text primary key,
  action text not null,
  caller_id bigint not null,
  via text not null,
  base_url text not null,
  total bigint not null,
  progress bigint not null,
  status text not null,
  message text not null,
  items text not null,
  results text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index bulk_jobs_caller on bulk_jobs(caller_id, created_at);
