-- Ratings of solved tickets.

-- name: of_ticket
select * from satisfaction_ratings where ticket_id = $1

-- name: insert
insert into satisfaction_ratings(id, ticket_id, requester_id, assignee_id, group_id, score, comment, reason, reason_code, created_at, updated_at,
  stars, solved)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: save
update satisfaction_ratings set assignee_id = $2, group_id = $3, score = $4, comment = $5, reason = $6, reason_code = $7, updated_at = $8,
  stars = $9, solved = $10 where id = $1

-- name: figures
select coalesce(case when $3 = 'group' then r.group_id else r.assignee_id end, 0) as subject, count(*) as asked,
  sum(case when r.score in ('good', 'bad') then 1 else 0 end) as answered,
  sum(case when r.score = 'good' then 1 else 0 end) as good, sum(case when r.score = 'bad' then 1 else 0 end) as bad,
  sum(case when r.solved = 'yes' then 1 else 0 end) as solved, sum(case when r.solved = 'no' then 1 else 0 end) as not_solved,
  sum(case when r.stars > 0 then 1 else 0 end) as rated, sum(r.stars) as stars
from satisfaction_ratings r where r.updated_at >= $1 and r.updated_at < $2
group by coalesce(case when $3 = 'group' then r.group_id else r.assignee_id end, 0) order by 1

-- name: solved_unrated
select t.id from tickets t where t.requester_id = $1 and t.status = 'solved' and t.deleted_at is null
  and not exists (select 1 from satisfaction_ratings r where r.ticket_id = t.id) order by t.id limit 20
