-- Plain language: what each rule does in a group (null: in all that have no own policy), the organization's own
-- phrases, answers that went out against a rule that stops them, and counts by day for the trend.
create table draft_policies(
  id bigint primary key,
  group_id bigint,
  levels text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index draft_policies_group on draft_policies(coalesce(group_id, 0));

create table draft_phrases(
  id bigint primary key,
  language text not null,
  kind text not null,
  words text not null,
  plain text not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table draft_overrides(
  id bigint primary key,
  ticket_id bigint not null,
  comment_id bigint not null,
  author_id bigint,
  group_id bigint,
  rules text not null,
  reason text not null,
  created_at bigint not null
);
create index draft_overrides_ticket on draft_overrides(ticket_id);
create index draft_overrides_time on draft_overrides(created_at, group_id);

-- Days are whole days since 1970 in UTC. score_tenths: sum of the scores of `scored` answers, in tenths.
create table draft_days(
  day bigint not null,
  group_id bigint not null,
  answers bigint not null,
  scored bigint not null,
  score_tenths bigint not null,
  sentences bigint not null,
  words bigint not null,
  primary key(day, group_id)
);
create table draft_day_findings(
  day bigint not null,
  group_id bigint not null,
  rule text not null,
  count bigint not null,
  primary key(day, group_id, rule)
);

-- Agents may send an answer that a rule stops, with a reason that is kept; an own role gets the right or not.
update custom_roles set permissions = replace(permissions, '"tickets.comment",', '"tickets.comment","drafts.override",') where id = 1;
