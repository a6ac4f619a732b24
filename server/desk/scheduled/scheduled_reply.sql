-- Answers that go out at their time.

-- name: insert
insert into scheduled_replies(id, ticket_id, author_id, via, send_at, state, reason, why, change, promises, seen_event_id, was_solved, comment_id, decided_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)

-- name: save
update scheduled_replies set author_id = $2, via = $3, send_at = $4, state = $5, reason = $6, why = $7, change = $8, promises = $9, seen_event_id = $10, was_solved = $11,
  comment_id = $12, decided_by = $13, updated_at = $14 where id = $1

-- name: find
select * from scheduled_replies where id = $1

-- name: open_of_ticket
select * from scheduled_replies where ticket_id = $1 and state in ('waiting', 'held') order by send_at, id

-- name: all_of_ticket
select * from scheduled_replies where ticket_id = $1 order by send_at, id

-- name: waiting_of_ticket
select * from scheduled_replies where ticket_id = $1 and state = 'waiting' order by id

-- name: forget_ticket
delete from scheduled_replies where ticket_id = $1

-- name: word_since
select author_role from comments where ticket_id = $1 and event_id > $2 and is_public = 1 and automatic = 0 and author_role <> 'system'
  and (author_id is null or author_id <> $3) order by event_id limit 1
