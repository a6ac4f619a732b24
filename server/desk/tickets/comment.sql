-- Comments and their files.

-- name: insert
insert into comments(id, ticket_id, author_id, author_role, is_public, channel, text, html, visible_begin, visible_end, quote_html, message_id,
  raw_mail_id, trust, automatic, via, event_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)

-- name: find
select * from comments where id = $1

-- name: of_ticket
select * from comments where ticket_id = $1 order by id

-- name: public_of_ticket
select * from comments where ticket_id = $1 and is_public = 1 order by id

-- name: a_person_answered
select id from comments where ticket_id = $1 and is_public = 1 and automatic = 0 and author_role in ('agent', 'admin') limit 1

-- name: insert_attachment
insert into attachments(id, ticket_id, comment_id, file_name, content_type, size, sha256, access_token, upload_token, uploaded_by, is_inline,
  deleted, content_id, width, height, created_at)
values ($1, null, null, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0, 0, $11)

-- name: find_attachment
select * from attachments where id = $1 and deleted = 0

-- name: find_attachment_by_token
select * from attachments where access_token = $1 and deleted = 0

-- name: attachments_of_upload
select * from attachments where upload_token = $1 and upload_token <> '' and comment_id is null and deleted = 0 order by id

-- name: attachments_of_ticket
select * from attachments where ticket_id = $1 and deleted = 0 order by id

-- name: attachments_of_comment
select * from attachments where comment_id = $1 and deleted = 0 order by id

-- name: take_attachment
update attachments set ticket_id = $2, comment_id = $3 where id = $1

-- name: set_sides
update attachments set width = $2, height = $3 where id = $1

-- name: remove_picture
delete from attachments where access_token = $1 and comment_id is null and upload_token = ''

-- name: remove_upload
delete from attachments where upload_token = $1 and comment_id is null
