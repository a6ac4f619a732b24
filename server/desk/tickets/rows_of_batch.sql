-- name: tickets
select * from tickets where id in (select value from json_each($1))
-- name: tickets [postgres]
select * from tickets where id in (select cast(value as bigint) from json_array_elements_text(cast($1 as json)))

-- name: comments
select * from comments where id in (select value from json_each($1))
-- name: comments [postgres]
select * from comments where id in (select cast(value as bigint) from json_array_elements_text(cast($1 as json)))
