-- What the whole desk has: its settings, its brands, and texts that change with the reader's language.
create table account_settings(
  name text primary key,
  value text not null,
  updated_at bigint not null
);

create table brands(
  id bigint primary key,
  name text not null,
  subdomain text not null,
  has_help_center integer not null,
  active integer not null,
  is_default integer not null,
  is_deleted integer not null,
  host_mapping text not null,
  signature_template text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index brands_subdomain on brands(subdomain) where is_deleted = 0;

create table dynamic_items(
  id bigint primary key,
  name text not null,
  placeholder text not null,
  default_locale_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index dynamic_items_placeholder on dynamic_items(placeholder);

create table dynamic_variants(
  id bigint primary key,
  item_id bigint not null,
  locale_id bigint not null,
  content text not null,
  active integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index dynamic_variants_locale on dynamic_variants(item_id, locale_id);
