-- Providers of sign-in, who is who at them, and who is on the way.

-- name: providers
select * from oidc_providers order by name, id

-- name: provider
select * from oidc_providers where id = $1

-- name: brand_of_host
select id from brands where host_mapping = $1 and active = 1 and is_deleted = 0

-- name: default_brand
select id from brands where is_default = 1

-- name: remove_provider
delete from oidc_providers where id = $1

-- name: forget_identities_of_provider
delete from oidc_identities where provider_id = $1

-- name: forget_flows_of_provider
delete from oidc_flows where provider_id = $1

-- name: forget_arrivals_of_provider
delete from oidc_arrivals where provider_id = $1

-- name: insert_flow
insert into oidc_flows(state_hash, browser_hash, provider_id, purpose, user_id, nonce, verifier, redirect_uri, return_to, source, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: flow
select browser_hash, provider_id, purpose, user_id, nonce, verifier, redirect_uri, return_to from oidc_flows where state_hash = $1 and expires_at > $2

-- name: use_flow
delete from oidc_flows where state_hash = $1

-- name: flows_from
select count(*) from oidc_flows where source = $1 and expires_at > $2

-- name: forget_flows
delete from oidc_flows where expires_at < $1

-- name: insert_arrival
insert into oidc_arrivals(ticket_hash, provider_id, purpose, user_id, subject, email, return_to, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: arrival
select provider_id, purpose, user_id, subject, email, return_to from oidc_arrivals where ticket_hash = $1 and expires_at > $2

-- name: use_arrival
delete from oidc_arrivals where ticket_hash = $1

-- name: forget_arrivals
delete from oidc_arrivals where expires_at < $1

-- name: identity_of_subject
select * from oidc_identities where provider_id = $1 and subject = $2

-- name: identities_of
select * from oidc_identities where user_id = $1 order by id

-- name: insert_identity
insert into oidc_identities(id, provider_id, subject, user_id, email, created_at, last_used_at, as_staff) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: used_identity
update oidc_identities set last_used_at = $2, email = $3 where id = $1

-- name: remove_identity
delete from oidc_identities where id = $1 and user_id = $2

-- name: forget_person
delete from oidc_identities where user_id = $1
