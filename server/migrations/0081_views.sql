create table views(
  id bigint primary key,
  title text not null,
  description text not null,
  active integer not null,
  position bigint not null,
  conditions text not null,
  columns text not null,
  group_by text not null,
  group_order text not null,
  sort_by text not null,
  sort_order text not null,
  restriction text not null,
  audience text not null,
  created_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index views_position on views(position, id);
