-- What was found out about a mail's sender, and the keys by which our own mail is signed.
alter table raw_mails add column helo text not null default '';
alter table raw_mails add column trust text not null default '';
alter table raw_mails add column verdict text not null default '';
alter table suspended_mails add column verdict text not null default '';

create table dkim_keys(
  id bigint primary key,
  domain text not null,
  selector text not null,
  kind text not null,
  private_key text not null,
  state text not null,
  finding text not null,
  checked_at bigint,
  created_at bigint not null
);
create unique index dkim_keys_selector on dkim_keys(domain, selector);
