-- Keys, events and jobs: what the platform itself keeps.

-- The next free key of each sequence.
create table id_counters (
  name text primary key,
  next bigint not null
);

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
