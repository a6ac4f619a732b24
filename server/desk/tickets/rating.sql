-- What a ticket shows of its rating.

-- name: set
update tickets set satisfaction = $2, version = version + 1 where id = $1
