-- name: default_brand
select id from brands where is_default = 1 and is_deleted = 0

-- name: insert_brand
insert into brands(id, name, subdomain, has_help_center, active, is_default, is_deleted, host_mapping, signature_template, created_at, updated_at)
values ($1, $2, $3, 1, 1, 1, 0, '', '{{agent.signature}}', $4, $4)

-- name: rename_untouched_brand
update brands set name = $1
where is_default = 1 and is_deleted = 0 and updated_at = created_at and name <> $1 and id = (select min(id) from brands)

-- name: other_brand_of_subdomain
select id from brands where subdomain = $1 and id <> $2 and is_deleted = 0

-- name: only_default_brand
update brands set is_default = 0 where id <> $1

-- name: remove_brand
update brands set is_deleted = 1, active = 0, updated_at = $2 where id = $1

-- name: variants
select * from dynamic_variants where item_id = $1 order by id

-- name: find_variant
select * from dynamic_variants where item_id = $1 and id = $2

-- name: insert_variant
insert into dynamic_variants(id, item_id, locale_id, content, active, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)

-- name: save_variant
update dynamic_variants set locale_id = $2, content = $3, active = $4, updated_at = $5 where id = $1

-- name: remove_variant
delete from dynamic_variants where id = $1

-- name: remove_variants
delete from dynamic_variants where item_id = $1

-- name: touch_item
update dynamic_items set default_locale_id = $2, updated_at = $3 where id = $1

-- name: placeholder_taken
select id from dynamic_items where placeholder = $1

-- name: text_of
select v.content from dynamic_items i join dynamic_variants v on v.item_id = i.id
where i.placeholder = $1 and v.active = 1 and (v.locale_id = $2 or v.locale_id = i.default_locale_id)
order by case when v.locale_id = $2 then 0 else 1 end limit 1
