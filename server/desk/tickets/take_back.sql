-- Undo of send.

-- name: free_files
update attachments set ticket_id = null, comment_id = null where comment_id = $1

-- name: remove_comment
delete from comments where id = $1
