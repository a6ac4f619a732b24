-- name: cadences
select count(*) from update_cadences

-- name: insert_cadence
insert into update_cadences(id, title, position, active, filter, every_seconds, analysis_every_seconds, business_hours, attempts, created_at, updated_at)
values ($1, $2, 1, 1, $3, $4, $5, 1, 3, $6, $6)

-- name: trend_days
select count(*) from draft_days

-- name: insert_trend_day
insert into draft_days(day, group_id, answers, scored, score_tenths, sentences, words) values ($1, $2, $3, $3, $4, $5, $6)

-- name: insert_trend_finding
insert into draft_day_findings(day, group_id, rule, count) values ($1, $2, $3, $4)
