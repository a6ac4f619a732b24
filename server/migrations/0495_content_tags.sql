-- Content tags of articles, and who reads a section: what its articles are given when they name no audience.
create table content_tags(
  id bigint primary key,
  name text not null,
  name_key text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index content_tags_name on content_tags(name_key);
alter table help_articles add column content_tag_ids text not null default '[]';
alter table help_sections add column user_segment_id bigint not null default 0;
alter table help_sections add column manageable_by text not null default 'managers';

drop view help_section_texts;
create view help_section_texts as
  select s.id, s.category_id, s.parent_section_id, s.position, s.source_locale, s.user_segment_id, s.manageable_by, s.created_at, s.updated_at,
    x.locale, x.title as name, x.body as description, x.outdated
  from help_sections s join help_translations x on x.source_type = 'section' and x.source_id = s.id;
drop view help_article_texts;
create view help_article_texts as
  select a.id, a.section_id, s.category_id, a.author_id, a.position, a.source_locale, a.promoted, a.comments_disabled, a.label_names,
    coalesce(nullif(a.permission_group_id, 0), (select min(g.id) from permission_groups g), 1) as permission_group_id,
    coalesce(a.user_segment_id, 0) as user_segment_id, a.content_tag_ids, a.up_votes, a.down_votes, a.created_at, a.updated_at, a.edited_at,
    a.archived_at, x.locale, x.title, x.body, x.draft, x.outdated
  from help_articles a join help_sections s on s.id = a.section_id
  join help_translations x on x.source_type = 'article' and x.source_id = a.id;
