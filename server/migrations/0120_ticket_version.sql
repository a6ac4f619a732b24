-- Goes up with every change of the row, so that what was written of a ticket (JSON of lists) is known to be still true.
alter table tickets add column version bigint not null default 0;
