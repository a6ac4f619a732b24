-- Signatures of agents and groups below our mails, one for each language.
create table mail_signatures(
  kind text not null,
  owner_id bigint not null,
  language text not null,
  signature text not null,
  updated_at bigint not null,
  primary key (kind, owner_id, language)
);
