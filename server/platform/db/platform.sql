-- name: load_counter
select next from id_counters where name = $1
-- name: save_counter
insert into id_counters (name, next) values ($1, $2) on conflict (name) do update set next = excluded.next
-- name: tell_nodes [postgres]
select pg_notify('sahay', $1)
-- name: tell_nodes [sqlite]
select $1
