-- Passkeys (WebAuthn): public keys of authenticators by which somebody signs in to the console or the portal.
create table passkeys(
  id bigint primary key,
  user_id bigint not null,
  credential_id text not null,
  handle text not null,
  rp_id text not null,
  public_key text not null,
  algorithm bigint not null,
  sign_count bigint not null,
  transports text not null,
  name text not null,
  created_at bigint not null,
  last_used_at bigint
);
create unique index passkeys_credential on passkeys(credential_id);
create index passkeys_user on passkeys(user_id);

-- What an authenticator was asked to sign, until it is used or five minutes are over. user_id 0: whoever signs in.
create table passkey_challenges(
  challenge_hash text primary key,
  user_id bigint not null,
  source text not null,
  expires_at bigint not null
);
create index passkey_challenges_source on passkey_challenges(source, expires_at);
create index passkey_challenges_end on passkey_challenges(expires_at);
