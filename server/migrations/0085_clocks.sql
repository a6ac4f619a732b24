-- Working hours, policies, and what clocks know of each ticket.

create table schedules(
  id bigint primary key,
  name text not null,
  time_zone text not null,
  intervals text not null,
  holidays text not null,
  group_ids text not null,
  brand_ids text not null,
  is_default integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
-- Every content that a schedule ever had; it counts from its time on.
create table schedule_versions(
  id bigint primary key,
  schedule_id bigint not null,
  from_at bigint not null,
  body text not null
);

create table sla_policies(
  id bigint primary key,
  title text not null,
  description text not null,
  position bigint not null,
  filter text not null,
  policy_metrics text not null,
  pause_rules text not null,
  warn_percent bigint not null,
  schedule_id bigint not null,
  version_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create table sla_policy_versions(
  id bigint primary key,
  policy_id bigint not null,
  body text not null
);
-- Counts the changes of policies and schedules, so that nobody reads them again without need.
create table sla_generation(
  id bigint primary key,
  value bigint not null
);
insert into sla_generation(id, value) values (1, 1);

-- One row a ticket, moved on by each of its events. id = the ticket.
create table ticket_metrics(
  id bigint primary key,
  created_at bigint not null,
  updated_at bigint not null,
  measures text not null,
  state text not null,
  assignments text not null,
  last_event_id bigint not null,
  timer_at bigint,
  next_due_at bigint,
  live integer not null
);
create index ticket_metrics_live on ticket_metrics(id) where live = 1;

-- What happened to clocks at one moment of one ticket: a JSON list.
create table ticket_metric_events(
  id bigint primary key,
  ticket_id bigint not null,
  at bigint not null,
  items text not null
);
create index ticket_metric_events_at on ticket_metric_events(at, id);
create index ticket_metric_events_ticket on ticket_metric_events(ticket_id);
