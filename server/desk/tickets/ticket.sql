-- Tickets: rows, tags, people.

-- name: find
select * from tickets where id = $1 and deleted_at is null

-- name: find_even_deleted
select * from tickets where id = $1

-- name: insert
insert into tickets(id, subject, description, status, status_rank, priority, type, priority_rank, channel, recipient, requester_id, submitter_id,
  assignee_id, owner_id, organization_id, group_id, external_id, problem_id, has_incidents, is_public, due_at, ticket_form_id, brand_id,
  custom_status_id, tags, custom_fields, collaborator_ids, follower_ids, email_cc_ids, locale, merged_into, snippet, last_public,
  last_author_role, comment_count, last_comment_id, last_event_id, speaker, speaker_version, created_at, updated_at, solved_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
  $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42)

-- name: set_description
update tickets set description = $2, version = version + 1 where id = $1

-- name: save
update tickets set subject = $2, status = $3, status_rank = $4, priority = $5, type = $6, priority_rank = $7, requester_id = $8, assignee_id = $9,
  owner_id = $10, organization_id = $11, group_id = $12, external_id = $13, problem_id = $14, due_at = $15, ticket_form_id = $16,
  brand_id = $17, custom_status_id = $18, tags = $19, custom_fields = $20, collaborator_ids = $21, follower_ids = $22, email_cc_ids = $23,
  merged_into = $24, snippet = $25, last_public = $26, last_author_role = $27, comment_count = $28, last_comment_id = $29,
  last_event_id = $30, speaker = $31, speaker_version = $32, updated_at = $33, solved_at = $34, has_incidents = $35, is_public = $36,
  version = version + 1
where id = $1

-- name: save_word
update tickets set snippet = $2, last_public = $3, last_author_role = $4, comment_count = $5, last_comment_id = $6, last_event_id = $7,
  speaker = $8, speaker_version = $9, updated_at = $10, version = version + 1
where id = $1

-- name: insert_tag
insert into ticket_tags(tag, ticket_id) values ($1, $2) on conflict (tag, ticket_id) do nothing

-- name: remove_tag
delete from ticket_tags where tag = $1 and ticket_id = $2

-- name: insert_person
insert into ticket_people(user_id, ticket_id, kind) values ($1, $2, $3) on conflict (user_id, kind, ticket_id) do nothing

-- name: remove_person
delete from ticket_people where user_id = $1 and ticket_id = $2 and kind = $3

-- name: mark_incidents
update tickets set has_incidents = 1, version = version + 1 where id = $1

-- name: mark_deleted
update tickets set deleted_at = $2, deleted_by = $3, last_event_id = $4, updated_at = $2, version = version + 1 where id = $1

-- name: mark_restored
update tickets set deleted_at = null, deleted_by = null, updated_at = $2, last_event_id = $3, version = version + 1 where id = $1

-- name: erase_ticket
delete from tickets where id = $1
-- name: erase_comments
delete from comments where ticket_id = $1
-- name: erase_attachments
delete from attachments where ticket_id = $1
-- name: erase_tags
delete from ticket_tags where ticket_id = $1
-- name: erase_people
delete from ticket_people where ticket_id = $1
-- name: erase_drafts
delete from drafts where ticket_id = $1

-- name: of_requester
select * from tickets where requester_id = $1 and deleted_at is null order by updated_at desc limit $2

-- name: newer_comment
select max(event_id) from comments where ticket_id = $1 and event_id > $2 and (author_id is null or author_id <> $3)

-- A list of words behind "in" is a table that SQLite makes for each question; "or" is not.
-- name: history
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events
where subject_id = $1 and (kind = 'ticket.updated' or kind = 'ticket.created' or kind = 'ticket.deleted' or kind = 'ticket.restored'
  or kind = 'ticket.redacted') order by id

-- name: event
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events where id = $1

-- name: count_incidents
select count(*) from tickets where problem_id = $1 and deleted_at is null

-- name: count_members
select count(*) from organization_memberships where organization_id = $1

-- name: role_of_user
select role from users where id = $1

-- name: mark_imported
update tickets set imported_at = $2, version = version + 1 where id = $1
