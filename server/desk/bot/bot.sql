-- Settings of the bot, its talks, hand-offs.

-- name: all_settings
select * from bot_settings order by coalesce(brand_id, 0), id

-- name: settings_of_brand
select id from bot_settings where coalesce(brand_id, 0) = $1

-- name: talk
select * from bot_talks where ticket_id = $1

-- name: save_talk
insert into bot_talks(ticket_id, stage, asked, searched, answers, articles, heard_comment_id, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (ticket_id) do update set stage = excluded.stage, asked = excluded.asked, searched = excluded.searched, answers = excluded.answers,
  articles = excluded.articles, heard_comment_id = excluded.heard_comment_id, updated_at = excluded.updated_at

-- name: words_after
select id, text, visible_begin, visible_end from comments where ticket_id = $1 and id > $2 and author_role = 'end-user' and is_public = 1
  and automatic = 0 order by id limit 20

-- name: person_wrote_mail
select id from comments where ticket_id = $1 and author_role in ('agent', 'admin') and is_public = 1 limit 1

-- name: insert_handoff
insert into handoffs(id, ticket_id, group_id, reason, state, level, packet, started_at, due_at) values ($1, $2, $3, $4, 'open', 0, $5, $6, $7)

-- name: handoff
select * from handoffs where id = $1

-- name: open_of_ticket
select * from handoffs where ticket_id = $1 and state = 'open' order by id desc limit 1

-- name: last_of_ticket
select * from handoffs where ticket_id = $1 order by id desc limit 1

-- name: any_open
select id from handoffs where state = 'open' limit 1

-- name: end_handoff
update handoffs set state = $2, ended_at = $3, answered_by = $4 where id = $1 and state = 'open'

-- name: escalate
update handoffs set level = $2, due_at = $3, escalated_at = $4, group_id = $5 where id = $1

-- name: staff_of_group
select u.id, u.name, u.email, u.locale from users u join group_memberships m on m.user_id = u.id
where m.group_id = $1 and u.active = 1 and u.email <> '' order by u.id limit 50

-- name: all_staff
select id, name, email, locale from users where role in ('agent', 'admin') and active = 1 and email <> '' order by id limit 100

-- name: erase_talk
delete from bot_talks where ticket_id = $1

-- name: erase_handoffs
delete from handoffs where ticket_id = $1

-- name: insert_settings
insert into bot_settings(id, brand_id, active, channels, hours, greeting_en, greeting_bn, greeting_ru, questions, most_answers, answer_minutes,
  escalation_group_id, created_at, updated_at)
values ($1, null, 0, $2, 'always', $3, $4, $5, $6, 2, 5, null, $7, $7)
