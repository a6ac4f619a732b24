-- Ratings of solved tickets.

-- name: of_ticket
select * from satisfaction_ratings where ticket_id = $1

-- name: insert
insert into satisfaction_ratings(id, ticket_id, requester_id, assignee_id, group_id, score, comment, reason, reason_code, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: save
update satisfaction_ratings set assignee_id = $2, group_id = $3, score = $4, comment = $5, reason = $6, reason_code = $7, updated_at = $8
where id = $1
