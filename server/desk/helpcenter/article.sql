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
  case when source_type = 'article' then '' else body_text end as body_text, draft, outdated, created_at, updated_at
from help_translations where source_type = $1 order by source_id, locale

-- name: insert_translation
insert into help_translations(id, source_type, source_id, locale, title, body, body_text, draft, outdated, created_by, updated_by, created_at,
  updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $11)

-- name: save_translation
update help_translations set title = $2, body = $3, body_text = $4, draft = $5, outdated = $6, updated_by = $7, updated_at = $8 where id = $1

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
