-- Redaction.

-- name: set_texts
update comments set text = $2, html = $3, quote_html = $4, visible_begin = $5, visible_end = $6, raw_mail_id = 0 where id = $1

-- name: set_description
update tickets set description = $2, version = version + 1 where id = $1

-- name: make_private
update comments set is_public = 0 where id = $1

-- name: has_public
select 1 from comments where ticket_id = $1 and is_public = 1 limit 1

-- name: remove_file
update attachments set deleted = 1, file_name = 'redacted.txt' where id = $1

-- name: first_comment
select min(id) from comments where ticket_id = $1

-- name: blacken_events
update events set data = replace(data, $2, $3) where subject_id = $1 and kind in ('ticket.created', 'ticket.updated')

-- name: trust
update comments set trust = 'verified' where id = $1
