-- Moods, what was withheld, settings of care.

-- name: of_user
select * from moods where user_id = $1

-- name: of_organization
select * from moods where organization_id = $1

-- name: insert
insert into moods(id, user_id, organization_id, mood, version, source, reason, ticket_id, set_by, since, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)

-- name: save
update moods set mood = $2, version = $3, source = $4, reason = $5, ticket_id = $6, set_by = $7, since = $8, updated_at = $9 where id = $1

-- name: insert_change
insert into mood_changes(id, mood_id, at, actor_id, was, mood, version, source, reason, ticket_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: changes
select * from mood_changes where mood_id = $1 order by id desc limit 50

-- name: insert_withheld
insert into withheld(id, kind, ticket_id, user_id, actor_id, mood, at) values ($1, $2, $3, $4, $5, $6, $7)

-- name: withheld_before
select id from withheld where user_id = $1 and kind = $2 and ticket_id = $3 limit 1

-- name: withheld_between
select kind, count(*) as number from withheld where at >= $1 and at < $2 group by kind order by kind

-- name: withheld_of_user
select kind, ticket_id, mood, at from withheld where user_id = $1 order by id desc limit 20

-- name: uneasy
select m.mood as mood, count(*) as number from moods m where m.mood <> 'calm' group by m.mood order by m.mood

-- name: changes_between
select source, mood, count(*) as number from mood_changes where at >= $1 and at < $2 group by source, mood order by source, mood

-- name: forget_words
update moods set reason = '' where ticket_id = $1 and source not in ('agent', 'rule')

-- name: forget_words_of_changes
update mood_changes set reason = '' where ticket_id = $1 and source not in ('agent', 'rule')

-- name: forget_withheld
delete from withheld where ticket_id = $1

-- name: settings
select manager_ids, follow_up_hours, watch_words from care_settings where id = 1

-- name: save_settings
update care_settings set manager_ids = $1, follow_up_hours = $2, watch_words = $3, updated_at = $4 where id = 1

-- name: complains_by_tag
select 1 from (select id from tickets where requester_id = $1 and deleted_at is null and status_rank < 4 and id <> $2 order by id desc limit 200) t
  join ticket_tags g on g.ticket_id = t.id and g.tag = 'complaint' limit 1
