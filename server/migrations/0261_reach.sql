-- The contact card: ways to reach the desk as its owner describes them, measured first answers, own pages and what was
-- found on them. A way without address stands for the built-in channel of its kind.
create table contact_ways(
  id bigint primary key,
  kind text not null,
  title_en text not null,
  title_bn text not null,
  title_ru text not null,
  value text not null,
  url text not null,
  hours text not null,
  languages text not null,
  best_for_en text not null,
  best_for_bn text not null,
  best_for_ru text not null,
  cost_en text not null,
  cost_bn text not null,
  cost_ru text not null,
  note_en text not null,
  note_bn text not null,
  note_ru text not null,
  promise_seconds bigint not null,
  status text not null,
  position bigint not null,
  active integer not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table contact_figures(
  channel text not null,
  language text not null,
  typical_seconds bigint not null,
  p90_seconds bigint not null,
  sample bigint not null,
  computed_at bigint not null,
  primary key(channel, language)
);

create table contact_sites(
  id bigint primary key,
  url text not null,
  most_pages bigint not null,
  state text not null,
  detail text not null,
  checked_at bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index contact_sites_url on contact_sites(url);

create table contact_pages(
  id bigint primary key,
  site_id bigint not null,
  url text not null,
  state text not null,
  found text not null,
  detail text not null,
  checked_at bigint not null
);
create index contact_pages_site on contact_pages(site_id, id);
