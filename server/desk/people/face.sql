-- Roles of staff as customers read them.

-- name: find
select title_en, title_bn, title_ru from faces where id = $1

-- name: save
insert into faces(id, title_en, title_bn, title_ru, updated_at) values ($1, $2, $3, $4, $5)
on conflict(id) do update set title_en = excluded.title_en, title_bn = excluded.title_bn, title_ru = excluded.title_ru, updated_at = excluded.updated_at

-- name: set_photo
update users set photo_url = $2, updated_at = $3 where id = $1
