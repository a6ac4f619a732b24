-- name: add_term
insert into search_terms(term, ticket_id) values ($1, $2) on conflict (term, ticket_id) do nothing

-- name: forget_ticket
delete from search_terms where ticket_id = $1
