-- Visitors whom the hosting site named by a signed token, and the keys that such tokens are signed with.
alter table chat_visitors add column identified bigint not null default 0;

-- Sessions of such visitors: they end with the token. `proof_hash` names the token.
create table chat_identified(
  token_hash text primary key,
  visitor_id bigint not null,
  proof_hash text not null,
  key_id bigint not null,
  expires_at bigint not null
);
create index chat_identified_end on chat_identified(expires_at);

-- Tokens that are not for everybody any more: good for one session ("once"), or for none ("").
create table chat_proofs(
  proof_hash text primary key,
  holder_hash text not null,
  expires_at bigint not null
);
create index chat_proofs_end on chat_proofs(expires_at);

create table widget_keys(
  id bigint primary key,
  brand_id bigint,
  prefix text not null,
  secret text not null,
  hint text not null,
  created_at bigint not null,
  last_used_at bigint
);
