-- A comment read anew.

-- name: set_texts
update comments set text = $2, html = $3, quote_html = $4, visible_begin = $5, visible_end = $6 where id = $1
