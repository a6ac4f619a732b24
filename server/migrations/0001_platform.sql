-- Keys, events, jobs and remembered answers: what the platform itself keeps.

-- The next free key of each sequence. locked = 1: the order of keys must be the order of commits (events).
create table id_counters (
  name text primary key,
  next bigint not null,
  locked bigint not null default 0
);
insert into id_counters (name, next, locked) values ('events', 1, 1);

create table events (
  id bigint primary key,
  kind text not null,
  subject_id bigint not null,
  actor_id bigint not null,
  via text not null,
  cause_id bigint not null,
  depth bigint not null,
  created_at bigint not null,
  data text not null
);
create index events_by_subject on events (subject_id, id);

create table event_cursors (
  name text primary key,
  position bigint not null,
  parked bigint not null default 0,
  error text not null default ''
);

-- available_at: when it may be taken; while it runs, when its lease ends.
create table jobs (
  id bigint primary key,
  kind text not null,
  key text not null,
  lane text not null,
  payload text not null,
  due_at bigint not null,
  available_at bigint not null,
  attempt bigint not null default 0,
  leased bigint not null default 0,
  dead bigint not null default 0,
  error text not null default '',
  created_at bigint not null
);
create unique index jobs_by_key on jobs (kind, key) where key <> '';
create index jobs_available on jobs (available_at, id) where dead = 0;
create index jobs_by_lane on jobs (lane, id) where lane <> '' and dead = 0;
create index jobs_dead on jobs (id) where dead = 1;

-- The first answer to a request that carried an idempotency key, given again to every repeat.
create table idempotency_keys (
  user_id bigint not null,
  key text not null,
  request_hash text not null,
  status bigint not null,
  response text not null,
  created_at bigint not null,
  primary key (user_id, key)
) without rowid;
create index idempotency_keys_by_age on idempotency_keys (created_at);
