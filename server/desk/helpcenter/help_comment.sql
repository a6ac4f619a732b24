-- Comments of articles, votes on both, subscriptions.

-- name: find_comment
select * from help_comments where id = $1

-- name: insert_comment
insert into help_comments(id, article_id, author_id, locale, body, up_votes, down_votes, editor_id, edited_at, created_at, updated_at)
values ($1, $2, $3, $4, $5, 0, 0, null, null, $6, $6)

-- name: save_comment
update help_comments set body = $2, editor_id = $3, edited_at = $4, updated_at = $5 where id = $1

-- name: remove_comment
delete from help_comments where id = $1

-- name: count_comment_votes
update help_comments set up_votes = up_votes + $2, down_votes = down_votes + $3 where id = $1

-- name: find_vote
select * from help_item_votes where id = $1

-- name: vote_of
select * from help_item_votes where item_type = $1 and item_id = $2 and user_id = $3

-- name: put_vote
insert into help_item_votes(id, item_type, item_id, user_id, value, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
on conflict (item_type, item_id, user_id) do update set value = excluded.value, updated_at = excluded.updated_at

-- name: remove_vote
delete from help_item_votes where id = $1

-- name: remove_votes
delete from help_item_votes where item_type = $1 and item_id = $2

-- name: uncount_article_vote
update help_articles set up_votes = up_votes - $2, down_votes = down_votes - $3 where id = $1

-- name: find_subscription
select * from help_subscriptions where id = $1

-- name: subscription_of
select * from help_subscriptions where content_type = $1 and content_id = $2 and user_id = $3

-- name: insert_subscription
insert into help_subscriptions(id, content_type, content_id, user_id, locale, include_comments, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)

-- name: remove_subscription
delete from help_subscriptions where id = $1

-- name: find_file
select * from help_files where id = $1

-- name: find_file_by_token
select * from help_files where token = $1

-- name: files_of
select * from help_files where article_id = $1 order by id

-- name: insert_file
insert into help_files(id, article_id, file_name, content_type, size, sha256, token, is_inline, uploaded_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)

-- name: attach_file
update help_files set article_id = $2, updated_at = $3 where id = $1

-- name: remove_file
delete from help_files where id = $1
