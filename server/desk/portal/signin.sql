-- One-time links and forms sent.

-- name: insert_link
insert into signin_links(token_hash, email, source, return_to, created_at, expires_at, used_at) values ($1, $2, $3, $4, $5, $6, null)

-- name: find_link
select email, return_to, expires_at, used_at from signin_links where token_hash = $1

-- name: use_link
update signin_links set used_at = $2 where token_hash = $1 and used_at is null

-- name: links_to
select count(*) from signin_links where email = $1 and created_at > $2

-- name: links_from
select count(*) from signin_links where source = $1 and created_at > $2

-- name: forget_links
delete from signin_links where expires_at < $1

-- name: find_form
select ticket_id from portal_forms where form_key = $1

-- name: insert_form
insert into portal_forms(form_key, ticket_id, source, created_at) values ($1, $2, $3, $4)

-- name: forms_from
select count(*) from portal_forms where source = $1 and created_at > $2

-- name: requests_of_person
select t.* from tickets t where t.deleted_at is null and t.is_public = 1 and (t.requester_id = $1
  or exists (select 1 from ticket_people p where p.ticket_id = t.id and p.user_id = $1 and p.kind in ('collaborator', 'email_cc')))
order by t.updated_at desc, t.id desc limit $2

-- name: requests_of_organization
select t.* from tickets t where t.deleted_at is null and t.is_public = 1 and t.organization_id = $1
order by t.updated_at desc, t.id desc limit $2
