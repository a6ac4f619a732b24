-- How a person or an organization stands with us. One row each, from the first time that it was not calm.
create table moods(
  id bigint primary key,
  user_id bigint,
  organization_id bigint,
  mood text not null,
  version bigint not null,
  source text not null,
  reason text not null,
  ticket_id bigint,
  set_by bigint,
  since bigint not null,
  updated_at bigint not null
);
create unique index moods_user on moods(user_id) where user_id is not null;
create unique index moods_organization on moods(organization_id) where organization_id is not null;
create index moods_uneasy on moods(updated_at, id) where mood <> 'calm';

-- Each change of a mood: who, why, when.
create table mood_changes(
  id bigint primary key,
  mood_id bigint not null,
  at bigint not null,
  actor_id bigint,
  was text not null,
  mood text not null,
  version bigint not null,
  source text not null,
  reason text not null,
  ticket_id bigint
);
create index mood_changes_mood on mood_changes(mood_id, id);

-- What was not said or sent because the customer was not calm.
create table withheld(
  id bigint primary key,
  kind text not null,
  ticket_id bigint,
  user_id bigint,
  actor_id bigint,
  mood text not null,
  at bigint not null
);
create index withheld_at on withheld(at, id);
create index withheld_user on withheld(user_id, id);

create table care_settings(
  id bigint primary key,
  manager_ids text not null,
  follow_up_hours bigint not null,
  watch_words bigint not null,
  updated_at bigint not null
);
insert into care_settings(id, manager_ids, follow_up_hours, watch_words, updated_at) values (1, '[]', 48, 1, 0);

-- "Did this solve it?": one to five stars (0: none given), and the answer itself (yes, no, "" = not answered).
alter table satisfaction_ratings add column stars bigint not null default 0;
alter table satisfaction_ratings add column solved text not null default '';
