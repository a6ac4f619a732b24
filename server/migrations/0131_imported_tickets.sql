-- When a ticket was brought in from elsewhere; its own times may be far older. Exports go by what is news here.
alter table tickets add column imported_at bigint not null default 0;
drop index tickets_updated;
create index tickets_changed on tickets((case when imported_at > updated_at then imported_at else updated_at end), id);
