-- name: find_topic
select * from community_topics where id = $1

-- name: posts_in_topic
select count(*) from community_posts where topic_id = $1

-- name: find_post
select * from community_posts where id = $1

-- name: insert_post
insert into community_posts(id, topic_id, author_id, title, details, details_text, status, pinned, featured, closed, answer_id, comment_count,
  up_votes, down_votes, editor_id, edited_at, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, null, null, $11, $11)

-- name: save_post
update community_posts set topic_id = $2, title = $3, details = $4, details_text = $5, status = $6, pinned = $7, featured = $8, closed = $9,
  answer_id = $10, editor_id = $11, edited_at = $12, updated_at = $13 where id = $1

-- name: remove_post
delete from community_posts where id = $1

-- name: remove_comments_of_post
delete from community_comments where post_id = $1

-- name: remove_votes_of_comments
delete from community_votes where item_type = 'Comment' and item_id in (select id from community_comments where post_id = $1)

-- name: find_comment
select * from community_comments where id = $1

-- name: insert_comment
insert into community_comments(id, post_id, author_id, body, official, up_votes, down_votes, editor_id, edited_at, created_at, updated_at)
values ($1, $2, $3, $4, $5, 0, 0, null, null, $6, $6)

-- name: save_comment
update community_comments set body = $2, official = $3, editor_id = $4, edited_at = $5, updated_at = $6 where id = $1

-- name: remove_comment
delete from community_comments where id = $1

-- name: count_comments
update community_posts set comment_count = comment_count + $2, updated_at = $3 where id = $1

-- name: forget_answer
update community_posts set answer_id = 0, status = 'none' where id = $1 and answer_id = $2

-- name: vote_of
select * from community_votes where item_type = $1 and item_id = $2 and user_id = $3

-- name: put_vote
insert into community_votes(id, item_type, item_id, user_id, value, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
on conflict (item_type, item_id, user_id) do update set value = excluded.value, updated_at = excluded.updated_at

-- name: remove_votes
delete from community_votes where item_type = $1 and item_id = $2

-- name: count_post_votes
update community_posts set up_votes = up_votes + $2, down_votes = down_votes + $3 where id = $1

-- name: count_comment_votes
update community_comments set up_votes = up_votes + $2, down_votes = down_votes + $3 where id = $1

-- name: find_subscription
select * from community_subscriptions where id = $1

-- name: subscription_of
select * from community_subscriptions where content_type = $1 and content_id = $2 and user_id = $3

-- name: follows
select id from community_subscriptions where content_type = $1 and content_id = $2 and user_id = $3

-- name: subscriptions_of_person
select id, content_type, content_id, include_comments, created_at from community_subscriptions where user_id = $1 order by id

-- name: give_subscription
update community_subscriptions set user_id = $3 where id = $1 and user_id = $2

-- name: insert_subscription
insert into community_subscriptions(id, content_type, content_id, user_id, include_comments, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)

-- name: remove_subscription
delete from community_subscriptions where id = $1
