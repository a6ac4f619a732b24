-- What the word index copies of comments: one look for many.

-- name: of_comments
select c.id as comment_id, c.ticket_id, c.is_public, c.text, t.subject, u.id as requester_id, u.name as requester_name, u.email as requester_email
from json_each($1) w cross join comments c join tickets t on t.id = c.ticket_id left join users u on u.id = t.requester_id
where c.id = w.value
-- name: of_comments [postgres]
select c.id as comment_id, c.ticket_id, c.is_public, c.text, t.subject, u.id as requester_id, u.name as requester_name, u.email as requester_email
from json_array_elements_text(cast($1 as json)) w join comments c on c.id = cast(w.value as bigint) join tickets t on t.id = c.ticket_id
left join users u on u.id = t.requester_id
