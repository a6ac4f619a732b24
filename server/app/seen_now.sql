-- What customers see now: what the desk would say to them, before it is stored.

-- name: schedule
select * from schedules where id = $1

-- name: companies_of_tier
select distinct organization_id from contracts where tier = $1 order by organization_id limit 100

-- name: tiers
select distinct tier from contracts where tier <> '' order by tier limit 100
