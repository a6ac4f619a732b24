-- name: set_next_due
update tickets set next_due_at = $2, version = version + 1 where id = $1
