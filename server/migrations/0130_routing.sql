-- How a group hands its tickets out; a group without a row does it by hand.
create table routing_groups(
  group_id bigint primary key,
  method text not null,
  capacity bigint not null,
  skills text not null,
  language text not null,
  within_hours integer not null,
  release_minutes bigint not null,
  keep_owner integer not null,
  updated_at bigint not null
);
-- Whether an agent is there, and what they can take.
create table agent_states(
  agent_id bigint primary key,
  status text not null,
  set_by text not null,
  since bigint not null,
  seen_at bigint,
  capacity bigint not null,
  languages text not null,
  skill_ids text not null,
  schedule_id bigint not null,
  keep_tickets integer not null,
  leaves text not null,
  updated_at bigint not null
);
create table skills(
  id bigint primary key,
  name text not null,
  name_key text not null,
  description text not null,
  tags text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index skills_name on skills(name_key);
create table ticket_skills(
  skill_id bigint not null,
  ticket_id bigint not null,
  primary key(skill_id, ticket_id)
);
create index ticket_skills_ticket on ticket_skills(ticket_id);
-- When an agent of a group was last given something: the number of the draw.
create table routing_turns(
  group_id bigint not null,
  agent_id bigint not null,
  turn bigint not null,
  primary key(group_id, agent_id)
);
-- Whoever hands tickets out holds this row: two at once cannot both count the same free place.
create table routing_draws(
  id integer primary key,
  turn bigint not null
);
insert into routing_draws values (1, 0);
-- What was decided about a ticket, and why.
create table routing_decisions(
  id bigint primary key,
  ticket_id bigint not null,
  group_id bigint not null,
  agent_id bigint,
  kind text not null,
  why text not null,
  verdicts text not null,
  event_id bigint not null,
  created_at bigint not null
);
create index routing_decisions_ticket on routing_decisions(ticket_id, id);
create index routing_decisions_time on routing_decisions(created_at);
-- Tickets that went from one group or person to another.
create table ticket_handovers(
  id bigint primary key,
  ticket_id bigint not null,
  event_id bigint not null,
  created_at bigint not null
);
create index ticket_handovers_ticket on ticket_handovers(ticket_id, created_at);
-- Tickets that call for attention by themselves: stuck, bouncing.
create table ticket_flags(
  ticket_id bigint not null,
  flag text not null,
  since bigint not null,
  until_at bigint,
  count bigint not null,
  primary key(ticket_id, flag)
);
create index ticket_flags_flag on ticket_flags(flag, ticket_id);
