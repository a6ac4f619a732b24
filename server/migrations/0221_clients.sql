-- What was sold to whom: contracts with their tier, and the products (assets) that they cover. Dates are "YYYY-MM-DD",
-- empty = open. *_key: as they are looked up, letters and digits only.
create table contracts(
  id bigint primary key,
  organization_id bigint,
  number text not null,
  number_key text not null,
  tier text not null,
  starts_on text not null,
  ends_on text not null,
  notes text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index contracts_organization on contracts(organization_id);
create index contracts_number on contracts(number_key);

create table assets(
  id bigint primary key,
  organization_id bigint,
  user_id bigint,
  contract_id bigint,
  name text not null,
  name_key text not null,
  product text not null,
  model text not null,
  serial text not null,
  serial_key text not null,
  licence text not null,
  licence_key text not null,
  location text not null,
  contract_ends_on text not null,
  notes text not null,
  active integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index assets_organization on assets(organization_id);
create index assets_user on assets(user_id);
create index assets_serial on assets(serial_key);
create index assets_licence on assets(licence_key);
create index assets_name on assets(name_key);

-- What we agreed with a client company. id = the organization. reporter_rule: none, cc (the contact persons are in copy of
-- what others of the company write), approve (and it waits for their yes).
create table client_terms(
  id bigint primary key,
  account_manager_id bigint,
  deputy_id bigint,
  channels text not null,
  languages text not null,
  hours text not null,
  reporter_rule text not null,
  updated_at bigint not null
);

-- The one or two people of a company who speak for it.
create table contact_persons(
  id bigint primary key,
  organization_id bigint not null,
  user_id bigint not null,
  position bigint not null,
  may_open integer not null,
  sees_all integer not null,
  may_approve integer not null,
  sets_priority integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index contact_persons_user on contact_persons(organization_id, user_id);
create index contact_persons_of_user on contact_persons(user_id);
