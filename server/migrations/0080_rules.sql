-- When a ticket last changed in one respect; no row while nothing changed since it was made.
create table ticket_times(
  ticket_id bigint primary key,
  status_at bigint,
  assigned_at bigint,
  group_at bigint,
  requester_at bigint,
  assignee_at bigint,
  public_reply_at bigint
);

-- Triggers, automations, macros: one shape, one table each, since their numbers and places are counted apart.
create table trigger_categories(
  id bigint primary key,
  name text not null,
  position bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table triggers(
  id bigint primary key,
  title text not null,
  description text not null,
  active integer not null,
  position bigint not null,
  category_id bigint,
  conditions text not null,
  actions text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index triggers_position on triggers(position, id);

create table automations(
  id bigint primary key,
  title text not null,
  active integer not null,
  position bigint not null,
  conditions text not null,
  actions text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index automations_position on automations(position, id);

create table macros(
  id bigint primary key,
  title text not null,
  description text not null,
  active integer not null,
  position bigint not null,
  actions text not null,
  restriction text not null,
  audience text not null,
  created_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index macros_position on macros(position, id);

-- What rules did to tickets, and why; failures and stopped loops too.
create table rule_runs(
  id bigint primary key,
  ticket_id bigint not null,
  kind text not null,
  rule_id bigint not null,
  title text not null,
  outcome text not null,
  reason text not null,
  changes text not null,
  effects text not null,
  cause_event_id bigint not null,
  event_id bigint not null,
  depth bigint not null,
  created_at bigint not null
);
create index rule_runs_ticket on rule_runs(ticket_id, id);
create index rule_runs_rule on rule_runs(kind, rule_id, id);
create index rule_runs_created on rule_runs(created_at);
