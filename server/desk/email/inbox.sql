-- Inboxes and where reading them stands.

-- name: find
select * from inboxes where id = $1

-- name: find_by_address
select * from inboxes where address = $1 and active = 1

-- name: active
select * from inboxes where active = 1 order by id

-- name: insert
insert into inboxes(id, address, name, group_name, active, created_at) values ($1, $2, $3, $4, 1, $5)

-- name: retire_without_account
update inboxes set active = 0 where id not in (select inbox_id from mail_accounts where active = 1)

-- name: renew
update inboxes set name = $2, group_name = $3, active = 1 where address = $1

-- name: rename
update inboxes set name = $2 where name = $1

-- name: cursor_of
select * from inbox_cursors where inbox_id = $1

-- name: insert_cursor
insert into inbox_cursors(inbox_id, uid_validity, last_uid, mod_seq, state, error, detail, changed_at) values ($1, 0, 0, 0, 'new', '', '', $2)

-- name: set_cursor
update inbox_cursors set uid_validity = $2, last_uid = $3, mod_seq = $4 where inbox_id = $1

-- name: set_health
update inbox_cursors set state = $2, error = $3, detail = $4, changed_at = $5 where inbox_id = $1

-- name: set_success
update inbox_cursors set state = $2, error = '', detail = '', changed_at = $3, succeeded_at = $3 where inbox_id = $1

-- name: has_account
select 1 from mail_accounts where inbox_id = $1 and active = 1
