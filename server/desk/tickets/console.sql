-- Composite reads of the console: rows of lists, drafts, read marks.

-- name: counts
select
  sum(case when assignee_id is null and status_rank < 4 then 1 else 0 end) as unassigned,
  sum(case when status_rank < 2 then 1 else 0 end) as open,
  sum(case when status_rank in (2, 3) then 1 else 0 end) as pending,
  sum(case when status_rank < 4 then 1 else 0 end) as all_open
from tickets where status_rank < 4 and deleted_at is null

-- name: count_mine
select count(*) from tickets where assignee_id = $1 and status_rank < 4 and deleted_at is null

-- name: group_counts
select group_id as id, count(*) as count from tickets where status_rank < 4 and deleted_at is null and group_id is not null group by group_id

-- name: save_draft
insert into drafts(ticket_id, user_id, mode, html, updated_at) values ($1, $2, $3, $4, $5)
on conflict (ticket_id, user_id, mode) do update set html = excluded.html, updated_at = excluded.updated_at

-- name: remove_draft
delete from drafts where ticket_id = $1 and user_id = $2 and mode = $3

-- name: drafts
select mode, html, updated_at from drafts where ticket_id = $1 and user_id = $2 order by mode

-- name: mark_read
insert into ticket_reads(ticket_id, user_id, event_id, read_at) values ($1, $2, $3, $4)
on conflict (user_id, ticket_id) do update set event_id = excluded.event_id, read_at = excluded.read_at

-- name: last_event
select max(id) from events

-- What the timeline shows, in the order of the columns that console_timeline.cc reads.
-- name: timeline_comments
select id, event_id, created_at, author_id, author_role, is_public, channel, html, text, visible_begin, visible_end, quote_html, via, raw_mail_id, message_id,
  trust, automatic
from comments where ticket_id = $1 order by id

-- name: timeline_events
select id, created_at, actor_id, via, data from events
where subject_id = $1 and (kind = 'ticket.updated' or kind = 'ticket.deleted' or kind = 'ticket.restored' or kind = 'ticket.redacted') order by id
