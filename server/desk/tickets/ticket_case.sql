-- Cases and splits.

-- name: insert_case
insert into cases(id, title, ticket_ids, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)

-- name: find_case
select * from cases where id = $1

-- name: set_case_tickets
update cases set ticket_ids = $2, updated_at = $3 where id = $1

-- name: remove_case
delete from cases where id = $1

-- name: set_case
update tickets set case_id = $2, version = version + 1 where id = $1

-- name: set_received
update tickets set received_at = $2, version = version + 1 where id = $1

-- name: insert_split
insert into splits(id, case_id, ticket_id, comment_id, made_ids, made_case, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: note_message
update splits set message_id = $2 where id = $1

-- name: note_status
update splits set status_before = $2 where id = $1

-- name: find_split
select * from splits where id = $1

-- name: splits_of
select * from splits where ticket_id = $1 order by id desc

-- name: splits_of_case
select * from splits where case_id = $1 order by id desc

-- name: mark_split_undone
update splits set undone_at = $2, undone_by = $3 where id = $1

-- name: set_lead
update cases set ticket_id = $2 where id = $1

-- name: set_closed
update cases set closed_at = $2, updated_at = $3 where id = $1

-- name: open_members
select count(*) from tickets where case_id = $1 and id <> $2 and deleted_at is null and status_rank < $3

-- name: members
select * from tickets where case_id = $1 and deleted_at is null order by id

-- name: insert_word
insert into case_words(id, case_id, ticket_id, state, created_at) values ($1, $2, $3, 'open', $4)

-- name: find_word
select * from case_words where id = $1

-- name: waiting_words
select * from case_words where case_id = $1 and state = 'open' order by id

-- name: decide_word
update case_words set state = $2, assigned_to = $3, decided_by = $4, decided_at = $5 where id = $1

-- name: forget_words
update case_words set state = 'kept' where case_id = $1 and state = 'open'

-- name: set_via
update comments set via = $2 where id = $1
