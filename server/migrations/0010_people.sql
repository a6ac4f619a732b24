create table users(
  id bigint primary key,
  name text not null,
  email text not null,
  role text not null,
  role_type bigint,
  phone text not null,
  locale text not null,
  time_zone text not null,
  organization_id bigint,
  external_id text not null,
  alias text not null,
  signature text not null,
  details text not null,
  notes text not null,
  photo_url text not null,
  verified integer not null,
  active integer not null,
  suspended integer not null,
  moderator integer not null,
  only_private_comments integer not null,
  ticket_restriction text not null,
  default_group_id bigint,
  custom_role_id bigint,
  user_fields text not null,
  tags text not null,
  last_login_at bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index users_email on users(email);
create index users_external on users(external_id);
create index users_organization on users(organization_id);
create index users_role on users(role, active);
create index users_updated on users(updated_at, id);

create table identities(
  id bigint primary key,
  user_id bigint not null,
  type text not null,
  value text not null,
  verified integer not null,
  is_primary integer not null,
  undeliverable_count bigint not null,
  deliverable_state text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index identities_value on identities(type, value);
create index identities_user on identities(user_id);

create table passwords(
  user_id bigint primary key,
  hash text not null,
  changed_at bigint not null
);

create table sessions(
  token_hash text primary key,
  user_id bigint not null,
  kind text not null,
  address text not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index sessions_user on sessions(user_id);

create table api_tokens(
  id bigint primary key,
  token_hash text not null,
  user_id bigint not null,
  name text not null,
  act_for_others integer not null,
  created_at bigint not null,
  last_used_at bigint
);
create unique index api_tokens_hash on api_tokens(token_hash);

create table setup_links(
  token_hash text primary key,
  created_at bigint not null,
  used_at bigint
);

create table organizations(
  id bigint primary key,
  name text not null,
  name_key text not null,
  external_id text not null,
  domain_names text not null,
  details text not null,
  notes text not null,
  group_id bigint,
  shared_tickets integer not null,
  shared_comments integer not null,
  tags text not null,
  organization_fields text not null,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint
);
create index organizations_name on organizations(name_key);
create index organizations_external on organizations(external_id);
create index organizations_updated on organizations(updated_at, id);

create table organization_domains(
  domain text primary key,
  organization_id bigint not null
);

create table organization_memberships(
  id bigint primary key,
  user_id bigint not null,
  organization_id bigint not null,
  is_default integer not null,
  view_tickets integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index organization_memberships_pair on organization_memberships(user_id, organization_id);
create index organization_memberships_organization on organization_memberships(organization_id);

create table groups(
  id bigint primary key,
  name text not null,
  description text not null,
  is_public integer not null,
  is_default integer not null,
  deleted integer not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table group_memberships(
  id bigint primary key,
  user_id bigint not null,
  group_id bigint not null,
  is_default integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index group_memberships_pair on group_memberships(user_id, group_id);
create index group_memberships_group on group_memberships(group_id);
