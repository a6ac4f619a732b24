-- What is known of a ticket's problem, so that nobody asks again: symptoms, environment, what was tried, what is ruled out.
-- Nothing is removed: withdrawn_at says that it no longer holds.
create table facts(
  id bigint primary key,
  ticket_id bigint not null,
  kind text not null,
  label text not null,
  text text not null,
  done_by text not null,
  result text not null,
  detail text not null,
  happened_at bigint,
  source text not null,
  comment_id bigint,
  begin_at bigint not null,
  end_at bigint not null,
  field_id bigint not null,
  step_id bigint not null,
  made_by bigint,
  created_at bigint not null,
  updated_at bigint not null,
  withdrawn_at bigint,
  withdrawn_by bigint,
  reason text not null,
  from_ticket_id bigint,
  copy_of bigint
);
create index facts_ticket on facts(ticket_id, id);

-- Each change of a fact or of the reproduction block (fact_id null): what stood there before.
create table fact_changes(
  id bigint primary key,
  fact_id bigint,
  ticket_id bigint not null,
  at bigint not null,
  actor_id bigint,
  what text not null,
  before text not null,
  reason text not null
);
create index fact_changes_ticket on fact_changes(ticket_id, id);

-- Whether the problem was reproduced, and how. id = the ticket.
create table reproductions(
  id bigint primary key,
  steps text not null,
  environment text not null,
  expected text not null,
  actual text not null,
  reproduced text not null,
  build text not null,
  updated_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);

-- Ticket fields whose values are facts.
create table fact_fields(
  id bigint primary key,
  ticket_field_id bigint not null,
  kind text not null,
  label text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index fact_fields_field on fact_fields(ticket_field_id);
