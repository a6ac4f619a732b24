-- Signing in by the account of another provider (OpenID Connect).
create table oidc_providers(
  id bigint primary key,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  active bigint not null,
  for_staff bigint not null,
  for_customers bigint not null,
  brand_ids text not null,
  match_email bigint not null,
  domains text not null,
  make_customers bigint not null,
  asks_second_step bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

-- Whose account at the provider is whose here. `subject` is the provider's own name of the person and never changes.
create table oidc_identities(
  id bigint primary key,
  provider_id bigint not null,
  subject text not null,
  user_id bigint not null,
  email text not null,
  created_at bigint not null,
  last_used_at bigint
);
create unique index oidc_identities_subject on oidc_identities(provider_id, subject);
create index oidc_identities_user on oidc_identities(user_id);

-- Who left for a provider and has not come back. user_id: who wants to connect an account; 0: whoever signs in.
create table oidc_flows(
  state_hash text primary key,
  browser_hash text not null,
  provider_id bigint not null,
  purpose text not null,
  user_id bigint not null,
  nonce text not null,
  verifier text not null,
  redirect_uri text not null,
  return_to text not null,
  source text not null,
  expires_at bigint not null
);
create index oidc_flows_source on oidc_flows(source, expires_at);
create index oidc_flows_end on oidc_flows(expires_at);

-- Who came back and is not in yet: the second step, or their word that the two accounts are theirs, is still asked.
create table oidc_arrivals(
  ticket_hash text primary key,
  provider_id bigint not null,
  purpose text not null,
  user_id bigint not null,
  subject text not null,
  email text not null,
  return_to text not null,
  expires_at bigint not null
);
create index oidc_arrivals_end on oidc_arrivals(expires_at);
