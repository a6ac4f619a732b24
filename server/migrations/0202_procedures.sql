-- Procedures: what is to be done about a kind of problem, step by step. draft is worked on; version is the number of the
-- newest published version (0: none), which new runs take.
create table procedures(
  id bigint primary key,
  key text not null,
  active integer not null,
  position bigint not null,
  filter text not null,
  draft text not null,
  version bigint not null,
  version_id bigint,
  created_at bigint not null,
  updated_at bigint not null
);

-- Never changed once written.
create table procedure_versions(
  id bigint primary key,
  procedure_id bigint not null,
  number bigint not null,
  definition text not null,
  published_by bigint,
  created_at bigint not null
);
create unique index procedure_versions_number on procedure_versions(procedure_id, number);

-- One procedure on one ticket, in the version that it began with. state: open, done, cancelled. solved_step: after which step
-- the ticket was solved.
create table procedure_runs(
  id bigint primary key,
  ticket_id bigint not null,
  procedure_id bigint not null,
  version_id bigint not null,
  state text not null,
  attached_by bigint,
  reason text not null,
  solved_step text not null,
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint
);
create index procedure_runs_ticket on procedure_runs(ticket_id, id);
create index procedure_runs_procedure on procedure_runs(procedure_id, id);

-- What was done of a run; a step without a row is open. state: done, skipped.
create table procedure_steps(
  id bigint primary key,
  run_id bigint not null,
  ticket_id bigint not null,
  procedure_id bigint not null,
  step_key text not null,
  state text not null,
  answer text not null,
  text text not null,
  amount text not null,
  attachment_id bigint,
  comment_id bigint,
  done_by bigint,
  done_at bigint not null,
  reason text not null
);
create unique index procedure_steps_run on procedure_steps(run_id, step_key);
create index procedure_steps_ticket on procedure_steps(ticket_id);

-- Agents may skip a mandatory step, with a reason that is kept and counted; an own role gets the right or not.
update custom_roles set permissions = replace(permissions, '"tickets.comment",', '"tickets.comment","procedures.skip",') where id = 1;
