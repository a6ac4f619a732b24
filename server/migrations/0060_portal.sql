-- Portal: one-time links for signing in, and forms that were sent already.
create table signin_links(
  token_hash text primary key,
  email text not null,
  source text not null,
  return_to text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index signin_links_email on signin_links(email, created_at);
create index signin_links_source on signin_links(source, created_at);

create table portal_forms(
  form_key text primary key,
  ticket_id bigint not null,
  source text not null,
  created_at bigint not null
);
create index portal_forms_source on portal_forms(source, created_at);
