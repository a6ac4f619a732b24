create table search_terms(
  term text not null,
  ticket_id bigint not null,
  primary key (term, ticket_id)
);
create index search_terms_ticket on search_terms(ticket_id);
