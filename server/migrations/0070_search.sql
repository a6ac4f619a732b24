-- Words of tickets. Erasing a ticket for ever scans the table: that is rare, and a second index would be paid by every
-- comment.
create table search_terms(
  term text not null,
  ticket_id bigint not null,
  primary key (term, ticket_id)
) without rowid;
