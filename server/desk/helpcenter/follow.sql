-- Following an article or a section by mail. The rows are those of the API's subscriptions.

-- name: of_person
select id from help_subscriptions where content_type = $1 and content_id = $2 and user_id = $3

-- name: insert
insert into help_subscriptions(id, content_type, content_id, user_id, locale, include_comments, created_at, updated_at, token, told_at)
values ($1, $2, $3, $4, $5, 0, $6, $6, $7, null)

-- name: remove
delete from help_subscriptions where content_type = $1 and content_id = $2 and user_id = $3

-- name: count_of_person
select count(*) from help_subscriptions where user_id = $1

-- name: by_token
select id, content_type, content_id, user_id from help_subscriptions where token = $1 and token <> ''

-- name: remove_row
delete from help_subscriptions where id = $1

-- name: followers
select id, content_type, content_id, user_id, token, told_at from help_subscriptions where content_type = $1 and content_id = $2 order by id

-- name: told
update help_subscriptions set token = $2, told_at = $3 where id = $1

-- name: forget_person
delete from help_subscriptions where user_id = $1

-- name: announce
update help_articles set announced_at = $2 where id = $1 and announced_at is null

-- name: rows_of_person
select id, content_type, content_id, locale, include_comments, created_at, token, coalesce(told_at, 0) as told_at
from help_subscriptions where user_id = $1 order by id

-- name: give_row
update help_subscriptions set user_id = $3 where id = $1 and user_id = $2

-- name: insert_again
insert into help_subscriptions(id, content_type, content_id, user_id, locale, include_comments, created_at, updated_at, token, told_at)
values ($1, $2, $3, $4, $5, $6, $7, $10, $8, nullif(cast($9 as bigint), 0))
