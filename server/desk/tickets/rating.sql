-- What a ticket shows of its rating.

-- name: set
update tickets set satisfaction = $2 where id = $1
