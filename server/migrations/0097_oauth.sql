-- API clients that people let act for them. Secrets, codes and tokens are stored as SHA-256.
create table oauth_clients(
  id bigint primary key,
  identifier text not null,
  name text not null,
  kind text not null,
  secret_hash text not null,
  company text not null,
  description text not null,
  redirect_uris text not null,
  user_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index oauth_clients_identifier on oauth_clients(identifier);

create table oauth_codes(
  code_hash text primary key,
  client_id bigint not null,
  user_id bigint not null,
  scopes text not null,
  redirect_uri text not null,
  challenge text not null,
  created_at bigint not null,
  expires_at bigint not null,
  token_id bigint
);

-- A token of a person (client_id 0) or of an API client.
alter table api_tokens add column client_id bigint not null default 0;
alter table api_tokens add column scopes text not null default '[]';
alter table api_tokens add column hint text not null default '';
alter table api_tokens add column expires_at bigint;
alter table api_tokens add column refresh_hash text not null default '';
alter table api_tokens add column refresh_expires_at bigint;
create index api_tokens_refresh on api_tokens(refresh_hash);
create index api_tokens_client on api_tokens(client_id);
