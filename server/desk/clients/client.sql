-- Contracts, assets, companies and their contact persons.

-- name: find_asset
select * from assets where id = $1

-- name: asset_of_key
select * from assets where active = 1 and (serial_key = $1 or licence_key = $1) order by id limit 1

-- name: look_up [sqlite]
select a.* from assets a left join contracts c on c.id = a.contract_id
where a.active = 1 and ((a.serial_key >= $1 and a.serial_key < $2) or (a.licence_key >= $1 and a.licence_key < $2)
  or (a.name_key >= $1 and a.name_key < $2) or (c.number_key >= $1 and c.number_key < $2))
order by case when a.user_id = $3 then 0 when a.organization_id = $4 then 1 else 2 end, a.name_key, a.id limit $5

-- name: look_up [postgres]
select a.* from assets a left join contracts c on c.id = a.contract_id
where a.active = 1 and ((a.serial_key collate "C" >= $1 and a.serial_key collate "C" < $2) or (a.licence_key collate "C" >= $1 and a.licence_key collate "C" < $2)
  or (a.name_key collate "C" >= $1 and a.name_key collate "C" < $2) or (c.number_key collate "C" >= $1 and c.number_key collate "C" < $2))
order by case when a.user_id = $3 then 0 when a.organization_id = $4 then 1 else 2 end, a.name_key, a.id limit $5

-- name: assets_of
select * from assets where active = 1 and (user_id = $1 or organization_id = $2)
order by case when user_id = $1 then 0 else 1 end, name_key, id limit $3

-- name: find_contract
select * from contracts where id = $1

-- name: contracts_of
select * from contracts where organization_id = $1 order by ends_on desc, id desc

-- name: find_terms
select * from client_terms where id = $1

-- name: put_terms
insert into client_terms(id, account_manager_id, deputy_id, channels, languages, hours, reporter_rule, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update set account_manager_id = excluded.account_manager_id, deputy_id = excluded.deputy_id, channels = excluded.channels,
  languages = excluded.languages, hours = excluded.hours, reporter_rule = excluded.reporter_rule, updated_at = excluded.updated_at

-- name: contacts_of
select * from contact_persons where organization_id = $1 order by position, id

-- name: contact_of_user
select p.* from contact_persons p join organization_memberships m on m.user_id = p.user_id and m.organization_id = p.organization_id
where p.organization_id = $1 and p.user_id = $2

-- name: contacts_of_person
select p.id, p.organization_id, p.position, p.may_open, p.sees_all, p.may_approve, p.sets_priority, p.created_at, p.updated_at,
  coalesce((select m.view_tickets from organization_memberships m where m.user_id = $2 and m.organization_id = p.organization_id), 0) as saw_all
from contact_persons p where p.user_id = $1 order by p.id

-- name: contact_row
select id from contact_persons where organization_id = $1 and user_id = $2

-- name: give_contact
update contact_persons set user_id = $3 where id = $1 and user_id = $2

-- name: remove_contact
delete from contact_persons where id = $1

-- name: bring_contact_back
insert into contact_persons(id, organization_id, user_id, position, may_open, sees_all, may_approve, sets_priority, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: any_contact
select 1 from contact_persons limit 1

-- name: see_all
update organization_memberships set view_tickets = $3, updated_at = $4 where user_id = $1 and organization_id = $2

-- name: release_assets
update assets set contract_id = null where contract_id = $1

-- name: insert_contract
insert into contracts(id, organization_id, number, number_key, tier, starts_on, ends_on, notes, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, '', $8, $8)

-- name: insert_asset
insert into assets(id, organization_id, contract_id, name, name_key, product, model, serial, serial_key, licence, licence_key, location, contract_ends_on, notes, active, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', $10, '', '', 1, $11, $11)

-- name: insert_contact
insert into contact_persons(id, organization_id, user_id, position, may_open, sees_all, may_approve, sets_priority, created_at, updated_at) values ($1, $2, $3, $4, 1, 1, 1, 0, $5, $5)
