-- Senders of spam.

-- name: suspend
update users set suspended = 1, updated_at = $2 where id = $1 and role = 'end-user'

-- name: unsuspend
update users set suspended = 0, updated_at = $2 where id = $1
