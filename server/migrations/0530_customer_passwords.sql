-- A password that its person set as a customer, behind a mail link alone, opens no console once they are of the team. Those that an
-- administrator set, and all that are there today, stay as they are.
alter table passwords add column as_staff bigint not null default 1;
