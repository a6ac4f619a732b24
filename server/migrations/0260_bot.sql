-- The bot that answers first (off until somebody turns it on), what it said in a ticket, and hand-offs to people.
-- brand_id none: for every brand without a row of its own.
create table bot_settings(
  id bigint primary key,
  brand_id bigint,
  active integer not null,
  channels text not null,
  hours text not null,
  greeting_en text not null,
  greeting_bn text not null,
  greeting_ru text not null,
  questions text not null,
  most_answers bigint not null,
  answer_minutes bigint not null,
  escalation_group_id bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index bot_settings_brand on bot_settings(coalesce(brand_id, 0));

create table bot_talks(
  ticket_id bigint primary key,
  stage text not null,
  asked bigint not null,
  searched bigint not null,
  answers text not null,
  articles text not null,
  heard_comment_id bigint,
  created_at bigint not null,
  updated_at bigint not null
);

-- state: open, answered, closed. level: how often it was escalated.
create table handoffs(
  id bigint primary key,
  ticket_id bigint not null,
  group_id bigint,
  reason text not null,
  state text not null,
  level bigint not null,
  packet text not null,
  started_at bigint not null,
  due_at bigint not null,
  escalated_at bigint,
  ended_at bigint,
  answered_by bigint
);
create index handoffs_ticket on handoffs(ticket_id, id);
create index handoffs_open on handoffs(due_at, id) where state = 'open';
