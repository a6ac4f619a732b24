-- What intake knows of a ticket beside its row. id = the ticket. priority_class is what holds, computed_class what the
-- criteria said of the answers.
create table ticket_intake(
  id bigint primary key,
  request_kind text not null,
  asset_id bigint,
  priority_class text not null,
  computed_class text not null,
  answers text not null,
  criteria_id bigint,
  points bigint not null,
  override_reason text not null,
  overridden_by bigint,
  overridden_at bigint,
  updated_at bigint not null
);
create index ticket_intake_class on ticket_intake(priority_class);
create index ticket_intake_asset on ticket_intake(asset_id);

-- Every class that was computed or chosen against the criteria, for the report.
create table class_decisions(
  id bigint primary key,
  ticket_id bigint not null,
  computed_class text not null,
  chosen_class text not null,
  overridden integer not null,
  reason text not null,
  decided_by bigint,
  group_id bigint,
  at bigint not null
);
create index class_decisions_at on class_decisions(at);
create index class_decisions_ticket on class_decisions(ticket_id, id);

-- The company's criteria. The newest holds, a ticket remembers by which it was judged.
create table priority_criteria(
  id bigint primary key,
  body text not null,
  created_by bigint,
  created_at bigint not null
);

-- What a class means here: whose work it is and who hears of it at once.
create table priority_classes(
  name text primary key,
  group_id bigint,
  notify_user_ids text not null,
  updated_at bigint not null
);

-- What is announced instead of promised: from when to when something is worked on.
create table planned_events(
  id bigint primary key,
  ticket_id bigint,
  title text not null,
  body text not null,
  translations text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  shown_from bigint,
  is_public integer not null,
  cancelled integer not null,
  created_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index planned_events_end on planned_events(ends_at);

-- Which form a kind of request has.
create table request_kinds(
  kind text primary key,
  ticket_form_id bigint
);
