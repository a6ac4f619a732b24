-- Policies and phrases of plain language, overrides, counts by day.

-- name: policies
select * from draft_policies order by id

-- name: policy_of_group
select id from draft_policies where coalesce(group_id, 0) = $1

-- name: phrases
select * from draft_phrases order by id

-- name: newest_words
select text, visible_begin, visible_end, author_role, automatic from comments where ticket_id = $1 and is_public = 1 order by id desc limit 12

-- name: last_answer
select * from comments where ticket_id = $1 and is_public = 1 and automatic = 0 and author_role in ('agent', 'admin') order by id desc limit 1

-- name: insert_override
insert into draft_overrides(id, ticket_id, comment_id, author_id, group_id, rules, reason, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: add_day
insert into draft_days(day, group_id, answers, scored, score_tenths, sentences, words) values ($1, $2, 1, $3, $4, $5, $6)
on conflict(day, group_id) do update set answers = draft_days.answers + 1, scored = draft_days.scored + excluded.scored,
  score_tenths = draft_days.score_tenths + excluded.score_tenths, sentences = draft_days.sentences + excluded.sentences,
  words = draft_days.words + excluded.words

-- name: add_finding
insert into draft_day_findings(day, group_id, rule, count) values ($1, $2, $3, $4)
on conflict(day, group_id, rule) do update set count = draft_day_findings.count + excluded.count

-- name: days
select day, group_id, answers, scored, score_tenths, sentences, words from draft_days where day >= $1 and day <= $2 order by day, group_id

-- name: day_findings
select day, group_id, rule, count from draft_day_findings where day >= $1 and day <= $2 order by day, group_id, rule

-- name: overrides_between
select created_at, coalesce(group_id, 0) as group_id from draft_overrides where created_at >= $1 and created_at < $2

-- name: insert_policy
insert into draft_policies(id, group_id, levels, created_at, updated_at) values ($1, null, $2, $3, $3)

-- name: insert_phrase
insert into draft_phrases(id, language, kind, words, plain, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
