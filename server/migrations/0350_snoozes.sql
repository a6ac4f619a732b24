-- Tickets that rest until a time. `event_id`: the event that put it to rest; a later change of the status ends the rest.
create table snoozes(
  id bigint primary key,
  until_at bigint not null,
  by_id bigint,
  event_id bigint not null,
  created_at bigint not null
);
