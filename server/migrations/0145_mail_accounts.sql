-- Mail accounts: how mail comes to an address of ours and how it leaves, set in the console. Secrets are sealed with a key
-- that lies outside of the database.
create table mail_accounts(
  id bigint primary key,
  inbox_id bigint not null,
  address text not null,
  name text not null,
  group_name text not null,
  active integer not null,
  receive text not null,
  host text not null,
  port bigint not null,
  security text not null,
  user_name text not null,
  folder text not null,
  keep_on_server integer not null,
  only_new integer not null,
  send text not null,
  smtp_host text not null,
  smtp_port bigint not null,
  smtp_security text not null,
  smtp_user text not null,
  login text not null,
  provider text not null,
  client_id text not null,
  authorize_url text not null,
  token_url text not null,
  scope text not null,
  topic text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index mail_accounts_inbox on mail_accounts(inbox_id);

-- One row for each account; sealed JSON. The state of OAuth: none, connected, revoked.
create table mail_secrets(
  account_id bigint primary key,
  sealed text not null,
  oauth_state text not null,
  oauth_error text not null,
  expires_at bigint,
  updated_at bigint not null
);

-- A consent that was asked for and not yet given.
create table mail_consents(
  state_hash text primary key,
  account_id bigint not null,
  verifier text not null,
  redirect_uri text not null,
  expires_at bigint not null
);

-- What was said of sending through an account, and when.
create table mail_sending(
  inbox_id bigint primary key,
  sent_at bigint,
  failed_at bigint,
  error text not null,
  detail text not null
);

-- Messages of POP3 mailboxes that are stored, by their UIDL.
create table pop3_seen(
  inbox_id bigint not null,
  uidl text not null,
  whole integer not null,
  seen_at bigint not null,
  primary key (inbox_id, uidl)
);

-- Tokens of signed requests that were used (Mailgun): each counts once.
create table mail_hook_tokens(
  token_hash text primary key,
  created_at bigint not null
);

create index raw_mails_inbox on raw_mails(inbox_id, id);
