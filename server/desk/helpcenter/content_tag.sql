-- Content tags, and which articles have them.

-- name: taken
select id from content_tags where name_key = $1 and id <> $2

-- name: tagged
select id, content_tag_ids from help_articles where content_tag_ids <> '[]'

-- name: set_tags
update help_articles set content_tag_ids = $2 where id = $1

-- name: set_section_audience
update help_sections set user_segment_id = $2, manageable_by = $3, updated_at = $4 where id = $1

-- name: section_audience
select user_segment_id from help_sections where id = $1

-- name: give_audience
update help_articles set user_segment_id = $2, updated_at = $3 where section_id = $1 and archived_at is null
