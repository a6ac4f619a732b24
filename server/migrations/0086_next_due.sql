-- When the next running clock of a ticket is due, for lists; kept by whoever keeps the clocks.
alter table tickets add column next_due_at bigint;
