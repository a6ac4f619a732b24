-- Help centre: categories, sections, articles; their words live in help_translations, one row a language.
create table help_categories(
  id bigint primary key,
  position bigint not null,
  source_locale text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index help_categories_position on help_categories(position, id);

create table help_sections(
  id bigint primary key,
  category_id bigint not null,
  parent_section_id bigint,
  position bigint not null,
  source_locale text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index help_sections_category on help_sections(category_id, position, id);

create table help_articles(
  id bigint primary key,
  section_id bigint not null,
  author_id bigint,
  position bigint not null,
  source_locale text not null,
  promoted integer not null,
  comments_disabled integer not null,
  label_names text not null,
  permission_group_id bigint,
  user_segment_id bigint,
  checked_by bigint,
  checked_at bigint,
  up_votes bigint not null,
  down_votes bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  edited_at bigint not null,
  archived_at bigint
);
create index help_articles_section on help_articles(section_id, position, id);
create index help_articles_updated on help_articles(updated_at, id);

create table help_translations(
  id bigint primary key,
  source_type text not null,
  source_id bigint not null,
  locale text not null,
  title text not null,
  body text not null,
  body_text text not null,
  draft integer not null,
  outdated integer not null,
  created_by bigint,
  updated_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index help_translations_source on help_translations(source_type, source_id, locale);

create table help_votes(
  article_id bigint not null,
  user_id bigint not null,
  value integer not null,
  created_at bigint not null,
  primary key (article_id, user_id)
);

-- Words of published translations, lower case, with what they weigh.
create table help_words(
  language text not null,
  word text not null,
  article_id bigint not null,
  weight bigint not null,
  primary key (language, word, article_id)
);
create index help_words_article on help_words(article_id);

-- Searches that found nothing: what people ask and nobody has written.
create table help_missed_searches(
  language text not null,
  query text not null,
  count bigint not null,
  last_at bigint not null,
  primary key (language, query)
);
