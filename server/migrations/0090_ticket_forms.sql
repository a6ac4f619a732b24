alter table tickets add column case_id bigint;
alter table tickets add column received_at bigint;
alter table tickets add column satisfaction text not null default '';
create index tickets_case on tickets(case_id) where case_id is not null;

create table custom_statuses(
  id bigint primary key,
  status_category text not null,
  agent_label text not null,
  end_user_label text not null,
  description text not null,
  end_user_description text not null,
  is_default integer not null,
  active integer not null,
  position bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table ticket_forms(
  id bigint primary key,
  name text not null,
  display_name text not null,
  position bigint not null,
  active integer not null,
  is_default integer not null,
  end_user_visible integer not null,
  ticket_field_ids text not null,
  agent_conditions text not null,
  end_user_conditions text not null,
  in_all_brands integer not null,
  restricted_brand_ids text not null,
  created_at bigint not null,
  updated_at bigint not null
);

-- What the desk has chosen about tickets: "children_first" = on.
create table ticket_settings(
  name text primary key,
  value text not null
);

-- Requests of people who are not signed in, counted by address.
create table anonymous_requests(
  ticket_id bigint primary key,
  address text not null,
  created_at bigint not null
);
create index anonymous_requests_address on anonymous_requests(address, created_at);
