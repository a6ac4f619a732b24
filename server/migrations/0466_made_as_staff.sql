-- A way in that was made as a customer, behind a mail link alone, opens no console once its person is of the team.
-- What members of the team have today stays as it is.
alter table oidc_identities add column as_staff bigint not null default 0;
update oidc_identities set as_staff = 1 where user_id in (select id from users where role in ('agent', 'admin'));
alter table passkeys add column as_staff bigint not null default 0;
update passkeys set as_staff = 1 where user_id in (select id from users where role in ('agent', 'admin'));
