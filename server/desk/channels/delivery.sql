-- Deliveries of comments.

-- name: insert
insert into deliveries(id, ticket_id, comment_id, kind, channel, user_id, address, state, external_id, error, attempt, created_at, updated_at,
  held_until)
values ($1, $2, $3, $4, $5, $6, $7, 'queued', '', '', 0, $8, $8, $9)

-- name: begin_held
update deliveries set state = 'retrying', updated_at = $2 where id = $1 and state in ('queued', 'retrying')

-- name: withdraw
update deliveries set state = 'withdrawn', updated_at = $2 where comment_id = $1 and state = 'queued' and held_until is not null

-- name: begun
select count(*) from deliveries where comment_id = $1 and state <> 'withdrawn'

-- name: find_same
select id from deliveries where comment_id = $1 and kind = $2 and channel = $3 and address = $4

-- name: find
select * from deliveries where id = $1

-- name: of_comment
select * from deliveries where comment_id = $1 order by id

-- name: of_ticket
select * from deliveries where ticket_id = $1 order by id

-- name: set_state
update deliveries set state = $2, external_id = $3, error = $4, attempt = $5, updated_at = $6 where id = $1

-- name: begin_sending
update deliveries set state = 'sending', updated_at = $2 where id = $1 and state in ('queued', 'retrying')

-- name: queue_again
update deliveries set state = 'queued', error = '', attempt = 0, held_until = null, updated_at = $2 where id = $1 and state in ('unknown', 'failed')
