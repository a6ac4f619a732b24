-- What was taken over from elsewhere, by its key there: a second import of the same makes nothing twice.
create table import_records(
  source text not null,
  kind text not null,
  key text not null,
  local_id bigint not null,
  created_at bigint not null,
  primary key (source, kind, key)
) without rowid;
create index import_records_local on import_records(kind, local_id);
