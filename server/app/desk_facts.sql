-- What the desk says of itself. A brand and a schedule that nobody changed are what the configuration file says.

-- name: named_brand
select name from brands where is_default = 1 and is_deleted = 0

-- name: usual_zone
select time_zone from schedules where is_default = 1

-- name: usual_week
select intervals from schedules where is_default = 1

-- name: usual_schedule
select * from schedules where is_default = 1
