-- Budgets of automatic mail, and addresses that cannot be reached.

-- name: budget_of
select began_at, used from mail_budgets where name = $1

-- name: set_budget
insert into mail_budgets(name, began_at, used) values ($1, $2, $3)
on conflict (name) do update set began_at = excluded.began_at, used = excluded.used

-- name: is_counted
select 1 from mail_budgets where name = $1

-- name: begin_budget
insert into mail_budgets(name, began_at, used) values ($1, $2, 0) on conflict (name) do nothing

-- name: remove_budget
delete from mail_budgets where name = $1

-- name: soft_failures
select soft_failures from mail_addresses where address = $1

-- name: set_address
insert into mail_addresses(address, state, soft_failures, error, updated_at) values ($1, $2, $3, $4, $5)
on conflict (address) do update set state = excluded.state, soft_failures = excluded.soft_failures, error = excluded.error, updated_at = excluded.updated_at

-- name: remove_address
delete from mail_addresses where address = $1

-- name: is_dead
select 1 from mail_addresses where address = $1 and state in ('dead', 'complained')

-- name: troubled
select * from mail_addresses order by updated_at desc, address limit 1000
