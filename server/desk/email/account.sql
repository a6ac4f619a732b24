-- Mail accounts, their sealed secrets and what is known of sending.

-- name: all
select * from mail_accounts order by id

-- name: find
select * from mail_accounts where id = $1

-- name: of_inbox
select * from mail_accounts where inbox_id = $1

-- name: remove
delete from mail_accounts where id = $1

-- name: find_secrets
select * from mail_secrets where account_id = $1

-- name: save_secrets
insert into mail_secrets(account_id, sealed, oauth_state, oauth_error, expires_at, updated_at) values ($1, $2, $3, $4, $5, $6)
on conflict (account_id) do update set sealed = excluded.sealed, oauth_state = excluded.oauth_state, oauth_error = excluded.oauth_error,
  expires_at = excluded.expires_at, updated_at = excluded.updated_at

-- name: remove_secrets
delete from mail_secrets where account_id = $1

-- name: remove_consents
delete from mail_consents where account_id = $1

-- name: retire_inbox
update inboxes set active = 0 where id = $1

-- name: forget_seen
delete from pop3_seen where inbox_id = $1

-- name: sending
select sent_at, failed_at, error, detail from mail_sending where inbox_id = $1

-- name: save_sending
insert into mail_sending(inbox_id, sent_at, failed_at, error, detail) values ($1, $2, $3, $4, $5)
on conflict (inbox_id) do update set sent_at = excluded.sent_at, failed_at = excluded.failed_at, error = excluded.error, detail = excluded.detail

-- name: last_mail
select received_at from raw_mails where inbox_id = $1 order by id desc limit 1

-- name: add_consent
insert into mail_consents(state_hash, account_id, verifier, redirect_uri, expires_at) values ($1, $2, $3, $4, $5)

-- name: find_consent
select account_id, verifier, redirect_uri, expires_at from mail_consents where state_hash = $1

-- name: remove_consent
delete from mail_consents where state_hash = $1 or expires_at < $2

-- name: seen_uidls
select uidl, whole from pop3_seen where inbox_id = $1

-- name: add_seen
insert into pop3_seen(inbox_id, uidl, whole, seen_at) values ($1, $2, $3, $4) on conflict do nothing

-- name: forget_uidl
delete from pop3_seen where inbox_id = $1 and uidl = $2

-- name: add_hook_token
insert into mail_hook_tokens(token_hash, created_at) values ($1, $2) on conflict do nothing

-- name: forget_hook_tokens
delete from mail_hook_tokens where created_at < $1

-- name: same_bytes
select id from raw_mails where sha256 = $1 and inbox_id = $2 and source not in ('lmtp', 'smtp', 'imap', 'pop3') limit 1
