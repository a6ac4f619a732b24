-- name: set_next_due
update tickets set next_due_at = $2 where id = $1
