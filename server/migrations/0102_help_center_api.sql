-- What the API of the help centre adds: audiences, editors, comments, votes with ids, files, subscriptions.
create table user_segments(
  id bigint primary key,
  name text not null,
  user_type text not null,
  tags text not null,
  or_tags text not null,
  organization_ids text not null,
  group_ids text not null,
  built_in integer not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table permission_groups(
  id bigint primary key,
  name text not null,
  edit text not null,
  publish text not null,
  built_in integer not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table help_comments(
  id bigint primary key,
  article_id bigint not null,
  author_id bigint,
  locale text not null,
  body text not null,
  up_votes bigint not null,
  down_votes bigint not null,
  editor_id bigint,
  edited_at bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index help_comments_article on help_comments(article_id, id);
create index help_comments_author on help_comments(author_id, id);

create table help_item_votes(
  id bigint primary key,
  item_type text not null,
  item_id bigint not null,
  user_id bigint not null,
  value integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index help_item_votes_user on help_item_votes(item_type, item_id, user_id);
create index help_item_votes_of on help_item_votes(user_id, id);
insert into help_item_votes(id, item_type, item_id, user_id, value, created_at, updated_at)
  select row_number() over (order by article_id, user_id), 'Article', article_id, user_id, value, created_at, created_at from help_votes;
insert into id_counters(name, next) select 'help_item_votes', count(*) + 1 from help_votes;
drop table help_votes;

create table help_files(
  id bigint primary key,
  article_id bigint,
  file_name text not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  token text not null,
  is_inline integer not null,
  uploaded_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index help_files_article on help_files(article_id, id);
create unique index help_files_token on help_files(token);

create table help_subscriptions(
  id bigint primary key,
  content_type text not null,
  content_id bigint not null,
  user_id bigint not null,
  locale text not null,
  include_comments integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index help_subscriptions_user on help_subscriptions(content_type, content_id, user_id);
create index help_subscriptions_of on help_subscriptions(user_id, id);

-- A place with its words, one row a language.
create view help_category_texts as
  select c.id, c.position, c.source_locale, c.created_at, c.updated_at, x.locale, x.title as name, x.body as description, x.outdated
  from help_categories c join help_translations x on x.source_type = 'category' and x.source_id = c.id;
create view help_section_texts as
  select s.id, s.category_id, s.parent_section_id, s.position, s.source_locale, s.created_at, s.updated_at, x.locale, x.title as name,
    x.body as description, x.outdated
  from help_sections s join help_translations x on x.source_type = 'section' and x.source_id = s.id;
create view help_article_texts as
  select a.id, a.section_id, s.category_id, a.author_id, a.position, a.source_locale, a.promoted, a.comments_disabled, a.label_names,
    coalesce(nullif(a.permission_group_id, 0), (select min(g.id) from permission_groups g), 1) as permission_group_id,
    coalesce(a.user_segment_id, 0) as user_segment_id, a.up_votes, a.down_votes, a.created_at, a.updated_at, a.edited_at,
    a.archived_at, x.locale, x.title, x.body, x.draft, x.outdated
  from help_articles a join help_sections s on s.id = a.section_id
  join help_translations x on x.source_type = 'article' and x.source_id = a.id;
