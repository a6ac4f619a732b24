-- What customers were told to expect and when, and what became of it. settled_at unset: it is still owed.
create table promises(
  id bigint primary key,
  ticket_id bigint not null,
  text text not null,
  kind text not null,
  source text not null,
  state text not null,
  due_at bigint not null,
  time_zone text not null,
  visible integer not null,
  made_by bigint,
  owner_id bigint,
  reason text not null,
  replaces_id bigint,
  comment_id bigint,
  kept_comment_id bigint,
  since_event_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  reminded_at bigint,
  delay_told_at bigint,
  missed_at bigint,
  settled_at bigint
);
create index promises_ticket on promises(ticket_id, id);
create index promises_owed on promises(due_at, id) where settled_at is null;
create index promises_due on promises(due_at);

-- Each change of a promise, for people.
create table promise_changes(
  id bigint primary key,
  promise_id bigint not null,
  ticket_id bigint not null,
  at bigint not null,
  actor_id bigint,
  what text not null,
  due_at bigint,
  reason text not null
);
create index promise_changes_promise on promise_changes(promise_id, id);

-- Every how much working time the customer hears from us; the first whose filter holds counts.
create table update_cadences(
  id bigint primary key,
  title text not null,
  position bigint not null,
  active integer not null,
  filter text not null,
  every_seconds bigint not null,
  analysis_every_seconds bigint not null,
  business_hours integer not null,
  attempts bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

-- How we stand with the customer of a ticket: what the triage said, calls in vain, the closing sequence. Only tickets
-- of which there is something to say have a row. id = the ticket.
create table contact_states(
  id bigint primary key,
  decision text not null,
  decided_at bigint,
  decided_by bigint,
  target_minutes bigint not null,
  attempts bigint not null,
  closing_stage bigint not null,
  closing_at bigint,
  since_event_id bigint not null,
  updated_at bigint not null
);

-- Each decision of a triage and whether it proved right ("" = not known yet).
create table triages(
  id bigint primary key,
  ticket_id bigint not null,
  decision text not null,
  target_minutes bigint not null,
  decided_by bigint,
  decided_at bigint not null,
  ended_at bigint,
  verdict text not null
);
create index triages_ticket on triages(ticket_id, id);
create index triages_decided on triages(decided_at);

create table calls(
  id bigint primary key,
  ticket_id bigint not null,
  agent_id bigint,
  direction text not null,
  phone text not null,
  outcome text not null,
  seconds bigint not null,
  text text not null,
  comment_id bigint,
  created_at bigint not null
);
create index calls_ticket on calls(ticket_id, id);

-- What new tickets of a class and type took lately, in working time. class and type "" = all.
create table eta_figures(
  class text not null,
  type text not null,
  metric text not null,
  sample bigint not null,
  median bigint not null,
  p80 bigint not null,
  computed_at bigint not null,
  primary key (class, type, metric)
);

-- Who is away and until when.
create table absences(
  user_id bigint primary key,
  until_at bigint not null,
  set_at bigint not null
);

-- Seconds that a person spent on a ticket on one day (days since 1970 UTC) in one way.
create table active_times(
  ticket_id bigint not null,
  user_id bigint not null,
  day bigint not null,
  kind text not null,
  seconds bigint not null,
  note text not null,
  updated_at bigint not null,
  primary key (ticket_id, user_id, day, kind)
);

-- What the desk promises without being asked: a person's word within so many hours.
create table promise_settings(
  id bigint primary key,
  word_within_hours bigint not null,
  word_in_working_hours integer not null,
  swept_comment_id bigint not null,
  updated_at bigint not null
);
insert into promise_settings(id, word_within_hours, word_in_working_hours, swept_comment_id, updated_at)
select 1, 24, 0, coalesce(max(id), 0), 0 from comments;
