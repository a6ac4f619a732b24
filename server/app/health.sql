-- name: answers
select 1

-- name: last_event
select max(id) from events

-- name: count_tickets
select count(*) from tickets

-- name: mails_received
select coalesce(max(id), 0) from raw_mails

-- name: mails_held
select count(*) from suspended_mails

-- name: jobs_waiting
select kind as name, count(*) as count from jobs where dead = 0 group by kind order by kind

-- name: jobs_late
select kind as name, ($1 - min(available_at)) / 1000000 as count from jobs where dead = 0 and leased = 0 and available_at < $1
group by kind order by kind

-- name: timers
select kind as name, count(*) as count from jobs where dead = 0 and key <> '' group by kind order by kind

-- name: deliveries
select state as name, count(*) as count from deliveries where id > (select coalesce(max(id), 0) - 10000 from deliveries) group by state order by state

-- name: invocations
select status as name, count(*) as count from webhook_invocations
where id > (select coalesce(max(id), 0) - 10000 from webhook_invocations) group by status order by status

-- name: circuits
select circuit as name, count(*) as count from webhooks group by circuit order by circuit
