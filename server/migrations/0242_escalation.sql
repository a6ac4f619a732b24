-- The ladder of a support centre (group): who helps when it gets harder, when one may go there, how long it may take.
create table escalation_tiers(
  id bigint primary key,
  group_id bigint not null,
  level text not null,
  title text not null,
  filter text not null,
  target_minutes bigint not null,
  business_hours integer not null,
  team_id bigint,
  assignee_id bigint,
  active integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index escalation_tiers_group on escalation_tiers(group_id, id);

-- Each hand-over with its packet, and what came back. ended_at unset: the specialist has it.
create table handovers(
  id bigint primary key,
  ticket_id bigint not null,
  tier_id bigint not null,
  level text not null,
  from_id bigint,
  from_group_id bigint,
  owner_id bigint,
  to_id bigint,
  to_group_id bigint,
  why text not null,
  problem text not null,
  facts text not null,
  question text not null,
  promised text not null,
  next_contact_at bigint not null,
  may_answer integer not null,
  state text not null,
  due_at bigint,
  created_at bigint not null,
  accepted_at bigint,
  ended_at bigint,
  breached_at bigint,
  seconds bigint not null,
  missing text not null,
  outcome text not null,
  result text not null,
  tell_customer text not null,
  ended_by bigint
);
create index handovers_ticket on handovers(ticket_id, id);
create index handovers_created on handovers(created_at, id);
create index handovers_open on handovers(to_id, id) where ended_at is null;

-- A customer asked for somebody above. answered_at unset: nobody has seen to it.
create table escalation_asks(
  id bigint primary key,
  ticket_id bigint not null,
  user_id bigint not null,
  reason text not null,
  created_at bigint not null,
  answered_at bigint,
  answered_by bigint,
  answer text not null
);
create index escalation_asks_ticket on escalation_asks(ticket_id, id);
create index escalation_asks_created on escalation_asks(created_at, id);

-- Who answered to the customer before, who does now, and why.
create table owner_changes(
  id bigint primary key,
  ticket_id bigint not null,
  at bigint not null,
  actor_id bigint,
  from_id bigint,
  to_id bigint,
  reason text not null,
  comment_id bigint
);
create index owner_changes_ticket on owner_changes(ticket_id, id);

create table escalation_settings(
  id bigint primary key,
  answer_within_minutes bigint not null,
  updated_at bigint not null
);
insert into escalation_settings(id, answer_within_minutes, updated_at) values (1, 240, 0);
