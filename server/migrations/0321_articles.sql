-- Articles as they are written: the Markdown they are made of, a number that counts their saves, since when a translation is
-- behind; what they said before; what somebody writes and has not saved.
alter table help_translations add column markdown text not null default '';
alter table help_translations add column version bigint not null default 1;
alter table help_translations add column outdated_at bigint;

create table help_versions(
  id bigint primary key,
  article_id bigint not null,
  locale text not null,
  number bigint not null,
  title text not null,
  body text not null,
  markdown text not null,
  draft integer not null,
  author_id bigint,
  created_at bigint not null
);
create unique index help_versions_of on help_versions(article_id, locale, number);
insert into help_versions(id, article_id, locale, number, title, body, markdown, draft, author_id, created_at)
  select row_number() over (order by id), source_id, locale, 1, title, body, '', draft, updated_by, updated_at
  from help_translations where source_type = 'article';
insert into id_counters(name, next) select 'help_versions', count(*) + 1 from help_translations where source_type = 'article';

-- article_id 0: one that does not exist yet.
create table help_unsaved(
  user_id bigint not null,
  article_id bigint not null,
  locale text not null,
  title text not null,
  markdown text not null,
  section_id bigint not null,
  base_version bigint not null,
  updated_at bigint not null,
  primary key (user_id, article_id, locale)
);
