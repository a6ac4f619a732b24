-- Guided reports: drafts by the hash of their key.

-- name: find
select * from guided_reports where key_hash = $1

-- name: insert
insert into guided_reports(id, key_hash, channel, locale, ticket_id, person_id, answers, files, advised, source, created_at, updated_at, expires_at, sent_at, comment_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null, null)

-- name: save
update guided_reports set answers = $2, files = $3, advised = $4, locale = $5, updated_at = $6, expires_at = $7 where id = $1

-- name: mark_sent
update guided_reports set answers = '{}', files = '[]', ticket_id = $2, person_id = $3, comment_id = $4, sent_at = $5, updated_at = $5 where id = $1

-- name: made_from
select count(*) from guided_reports where source = $1 and created_at > $2

-- name: sent_from
select count(*) from guided_reports where source = $1 and created_at > $3 and sent_at > $2

-- name: over
select * from guided_reports where sent_at is null and expires_at < $1 order by expires_at limit $2

-- name: remove
delete from guided_reports where id = $1

-- name: forget_ticket
delete from guided_reports where ticket_id = $1

-- name: person_answered
select 1 from comments where ticket_id = $1 and is_public = 1 and author_role in ('agent', 'admin') limit 1
