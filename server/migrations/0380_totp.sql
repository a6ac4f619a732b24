-- Codes of an authenticator as the second step of signing in (RFC 6238). One row a person; the secret is sealed
-- (platform/files/sealed_box.h). confirmed_at is null until the person has shown a first code.
create table totp(
  user_id bigint primary key,
  secret text not null,
  created_at bigint not null,
  confirmed_at bigint,
  last_step bigint not null,
  last_used_at bigint,
  failures bigint not null,
  blocked_until bigint
);

-- Codes for the day when the phone is gone: each opens once.
create table recovery_codes(
  code_hash text primary key,
  user_id bigint not null,
  created_at bigint not null,
  used_at bigint
);
create index recovery_codes_user on recovery_codes(user_id);

-- Roles whose people need more than a password.
create table second_step_roles(
  role_id bigint primary key,
  created_at bigint not null
);
