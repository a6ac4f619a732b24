-- Categories, sections, articles, their translations and votes.

-- name: categories
select * from help_categories order by position, id

-- name: find_category
select * from help_categories where id = $1

-- name: insert_category
insert into help_categories(id, position, source_locale, created_at, updated_at) values ($1, $2, $3, $4, $4)

-- name: save_category
update help_categories set position = $2, source_locale = $3, updated_at = $4 where id = $1

-- name: remove_category
delete from help_categories where id = $1

-- name: sections
select * from help_sections order by position, id

-- name: sections_of
select * from help_sections where category_id = $1 order by position, id

-- name: find_section
select * from help_sections where id = $1

-- name: insert_section
insert into help_sections(id, category_id, parent_section_id, position, source_locale, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $6)

-- name: save_section
update help_sections set category_id = $2, parent_section_id = $3, position = $4, source_locale = $5, updated_at = $6 where id = $1

-- name: remove_section
delete from help_sections where id = $1

-- name: articles
select * from help_articles where archived_at is null order by position, id

-- name: articles_of
select * from help_articles where section_id = $1 and archived_at is null order by position, id

-- name: articles_since
select * from help_articles where updated_at >= $1 order by updated_at, id limit $2

-- name: find_article
select * from help_articles where id = $1 and archived_at is null

-- name: insert_article
insert into help_articles(id, section_id, author_id, position, source_locale, promoted, comments_disabled, label_names, permission_group_id,
  user_segment_id, checked_by, checked_at, up_votes, down_votes, created_at, updated_at, edited_at, archived_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, $13, $13, $13, null)

-- name: save_article
update help_articles set section_id = $2, author_id = $3, position = $4, source_locale = $5, promoted = $6, comments_disabled = $7,
  label_names = $8, permission_group_id = $9, user_segment_id = $10, checked_by = $11, checked_at = $12, updated_at = $13, edited_at = $14
where id = $1

-- name: archive_article
update help_articles set archived_at = $2, updated_at = $2 where id = $1

-- name: touch_article
update help_articles set updated_at = $2, edited_at = $2 where id = $1

-- name: translations_of
select * from help_translations where source_type = $1 and source_id = $2 order by locale

-- name: find_translation
select * from help_translations where source_type = $1 and source_id = $2 and locale = $3

-- name: translations_of_kind
select id, source_type, source_id, locale, title, case when source_type = 'article' then '' else body end as body,
  case when source_type = 'article' then '' else body_text end as body_text, version, draft, outdated, created_at, updated_at, outdated_at
from help_translations where source_type = $1 order by source_id, locale

-- name: insert_translation
insert into help_translations(id, source_type, source_id, locale, title, body, body_text, draft, outdated, created_by, updated_by, created_at,
  updated_at, markdown, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9, $10, $10, $11, 1)

-- name: save_translation
update help_translations set title = $2, body = $3, body_text = $4, draft = $5, outdated = $6, updated_by = $7, updated_at = $8, markdown = $9,
  version = $10, outdated_at = $11
where id = $1

-- name: mark_outdated
update help_translations set outdated = 1, outdated_at = $3
where source_type = 'article' and source_id = $1 and locale <> $2 and outdated = 0

-- name: insert_version
insert into help_versions(id, article_id, locale, number, title, body, markdown, draft, author_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: versions_of
select number, locale, title, draft, author_id, created_at from help_versions where article_id = $1 and locale = $2 order by number desc

-- name: find_version
select number, locale, title, body, markdown, draft, author_id, created_at from help_versions
where article_id = $1 and locale = $2 and number = $3

-- name: forget_versions
delete from help_versions where article_id = $1 and locale = $2

-- name: unsaved_of
select article_id, locale, title, markdown, section_id, base_version, updated_at from help_unsaved
where user_id = $1 and article_id = $2 order by locale

-- name: put_unsaved
insert into help_unsaved(user_id, article_id, locale, title, markdown, section_id, base_version, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (user_id, article_id, locale) do update set title = excluded.title, markdown = excluded.markdown,
  section_id = excluded.section_id, base_version = excluded.base_version, updated_at = excluded.updated_at

-- name: remove_unsaved
delete from help_unsaved where user_id = $1 and article_id = $2 and locale = $3

-- name: texts_of_articles
select source_id, locale, title, body_text from help_translations where source_type = 'article'

-- name: missed_searches
select language, query, count, last_at from help_missed_searches order by count desc, last_at desc limit $1

-- name: forget_missed
delete from help_missed_searches where language = $1 and query = $2

-- name: check_article
update help_articles set checked_by = $2, checked_at = $3, updated_at = $3 where id = $1

-- name: remove_translation
delete from help_translations where source_type = $1 and source_id = $2 and locale = $3

-- name: remove_translations
delete from help_translations where source_type = $1 and source_id = $2

-- name: find_vote
select value from help_item_votes where item_type = $1 and item_id = $2 and user_id = $3

-- name: put_vote
insert into help_item_votes(id, item_type, item_id, user_id, value, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
on conflict (item_type, item_id, user_id) do update set value = excluded.value, updated_at = excluded.updated_at

-- name: count_votes
update help_articles set up_votes = up_votes + $2, down_votes = down_votes + $3 where id = $1

-- name: count_missed
insert into help_missed_searches(language, query, count, last_at) values ($1, $2, 1, $3)
on conflict (language, query) do update set count = help_missed_searches.count + 1, last_at = excluded.last_at
