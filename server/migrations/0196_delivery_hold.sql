-- An answer by mail waits for its writer's undo until then; without a time it leaves at once.
alter table deliveries add column held_until bigint;
