-- Fields of users and organizations, merges of accounts that can be undone, sessions that can be named.
create table user_fields(
  id bigint primary key,
  field_key text not null,
  type text not null,
  title text not null,
  description text not null,
  position bigint not null,
  active integer not null,
  regexp_for_validation text not null,
  tag text not null,
  options text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index user_fields_key on user_fields(field_key);

create table organization_fields(
  id bigint primary key,
  field_key text not null,
  type text not null,
  title text not null,
  description text not null,
  position bigint not null,
  active integer not null,
  regexp_for_validation text not null,
  tag text not null,
  options text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index organization_fields_key on organization_fields(field_key);

create table user_merges(
  id bigint primary key,
  from_id bigint not null,
  into_id bigint not null,
  moved text not null,
  merged_by bigint not null,
  merged_at bigint not null,
  undone_by bigint,
  undone_at bigint
);
create index user_merges_from on user_merges(from_id);
create index user_merges_into on user_merges(into_id);

alter table sessions add column id bigint not null default 0;
alter table sessions add column user_agent text not null default '';
create index sessions_id on sessions(id);
create index identities_user_type on identities(user_id, type);
-- Deleted for ever: the row stays, nothing in it names the person.
alter table users add column erased_at bigint;
-- Suggestions of duplicates: names and telephone numbers as they are compared.
create index users_name_key on users(lower(name));
create index users_phone_digits on users(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', ''));
