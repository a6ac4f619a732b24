-- Notifications hear events on a cursor of their own, which begins where the one that they shared stands: a desk that has a past is
-- told nothing of it, and misses nothing.
insert into event_cursors(name, position) select 'notifications', position from event_cursors where name = 'satisfaction'
on conflict (name) do nothing;
