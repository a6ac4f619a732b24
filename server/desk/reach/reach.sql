-- Ways, figures, own pages.

-- name: ways
select * from contact_ways order by position, id

-- name: last_position
select max(position) from contact_ways

-- name: figures
select channel, language, typical_seconds, p90_seconds, sample, week_hour from contact_figures

-- name: all_figures
select channel, language, typical_seconds, p90_seconds, sample, week_hour from contact_figures order by channel, language, week_hour

-- name: forget_figures
delete from contact_figures

-- name: insert_figure
insert into contact_figures(channel, language, week_hour, typical_seconds, p90_seconds, sample, computed_at) values ($1, $2, $3, $4, $5, $6, $7)

-- First answers of people to what customers brought themselves.
-- name: first_answers
select t.channel, t.locale, t.created_at, min(c.created_at) as answered_at from tickets t join comments c on c.ticket_id = t.id
where t.id > (select coalesce(max(id), 0) - 200000 from tickets) and t.created_at >= $1 and t.imported_at = 0 and t.deleted_at is null and t.channel in ('chat', 'email', 'web') and t.submitter_id = t.requester_id
  and c.is_public = 1 and c.automatic = 0 and c.author_role in ('agent', 'admin')
group by t.id, t.channel, t.locale, t.created_at order by t.id desc limit $2

-- name: waiting_in_chat
select count(*) from tickets where status_rank < 2 and deleted_at is null and channel = 'chat' and speaker <> 'bot' and last_author_role in ('end-user', 'system')
  and created_at >= $1

-- name: sites
select * from contact_sites order by id

-- name: site
select * from contact_sites where id = $1

-- name: save_site_state
update contact_sites set state = $2, detail = $3, checked_at = $4 where id = $1

-- name: forget_pages
delete from contact_pages where site_id = $1

-- name: insert_page
insert into contact_pages(id, site_id, url, state, found, detail, checked_at) values ($1, $2, $3, $4, $5, $6, $7)

-- name: remove_site
delete from contact_sites where id = $1

-- name: insert_way
insert into contact_ways(id, kind, title_en, title_bn, title_ru, value, url, hours, languages, best_for_en, best_for_bn, best_for_ru, cost_en, cost_bn,
  cost_ru, note_en, note_bn, note_ru, promise_seconds, status, position, active, created_at, updated_at)
values ($1, $2, '', '', '', $3, '', $4, '["en","bn","ru"]', $5, $6, $7, $8, $9, $10, '', '', '', $11, 'ok', $12, 1, $13, $13)
