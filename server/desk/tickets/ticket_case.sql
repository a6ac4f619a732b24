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

-- name: find_split
select * from splits where id = $1

-- name: splits_of
select * from splits where ticket_id = $1 order by id desc

-- name: splits_of_case
select * from splits where case_id = $1 order by id desc

-- name: mark_split_undone
update splits set undone_at = $2, undone_by = $3 where id = $1
