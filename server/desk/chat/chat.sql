-- Visitors, conversations, entries and acknowledged messages of the widget.

-- name: find_secret
select secret from chat_keys where name = 'session'

-- name: keep_secret
insert into chat_keys(name, secret) values ('session', $1) on conflict (name) do nothing

-- name: find_visitor
select id, user_id, name, email, locale, time_zone, page_url, page_title, referrer, created_at, seen_at, identified from chat_visitors
where token_hash = $1

-- name: find_person
select v.id, v.user_id, v.name, v.email, v.locale, v.time_zone, v.page_url, v.page_title, v.referrer, v.created_at, v.seen_at, v.identified
from chat_identified i join chat_visitors v on v.id = i.visitor_id join users u on u.id = v.user_id
where i.token_hash = $1 and i.expires_at > $2 and u.active = 1 and u.suspended = 0 and u.role = 'end-user'

-- name: find_visitor_by_id
select id, user_id, name, email, locale, time_zone, page_url, page_title, referrer, created_at, seen_at, identified from chat_visitors
where id = $1

-- name: insert_visitor
insert into chat_visitors(id, token_hash, user_id, name, email, locale, time_zone, page_url, page_title, referrer, created_at, seen_at)
values ($1, $2, null, '', '', $3, $4, $5, $6, $7, $8, $8)

-- name: set_visitor_user
update chat_visitors set user_id = $2, name = $3, email = $4, seen_at = $5 where id = $1

-- name: conversations
select * from chat_conversations where visitor_id = $1 order by id desc limit 50

-- name: find_conversation
select * from chat_conversations where id = $1

-- name: find_by_conv
select * from chat_conversations where conv = $1 and visitor_id = $2

-- name: of_ticket
select * from chat_conversations where ticket_id = $1 order by id

-- name: any_of_tickets
select 1 from chat_conversations where ticket_id in (select cast(value as bigint) from json_each(cast($1 as text))) limit 1

-- name: joined_by
select * from chat_conversations where joined_event = $1

-- name: move
update chat_conversations set ticket_id = $2, joined_event = $3 where id = $1

-- name: insert_conversation
insert into chat_conversations(id, conv, visitor_id, ticket_id, last_seq, seen_seq, status, assignee_id, created_at, joined_event)
values ($1, $2, $3, $4, 0, 0, 'open', null, $5, 0)

-- name: next_seq
update chat_conversations set last_seq = last_seq + 1 where id = $1

-- name: last_seq
select last_seq from chat_conversations where id = $1

-- name: set_status
update chat_conversations set status = $2 where id = $1

-- name: set_assignee
update chat_conversations set assignee_id = $2 where id = $1

-- name: set_seen
update chat_conversations set seen_seq = $2 where id = $1 and seen_seq < $2 and last_seq >= $2

-- name: insert_entry
insert into chat_events(conversation_id, seq, kind, comment_id, event_id, author_id, author_role, cid, status, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: entries_after
select * from chat_events where conversation_id = $1 and seq > $2 order by seq limit $3

-- name: has_comment
select 1 from chat_events where conversation_id = $1 and comment_id = $2

-- name: has_event
select 1 from chat_events where conversation_id = $1 and event_id = $2

-- name: has_handover
select 1 from chat_events where conversation_id = $1 and kind = 'handover'

-- name: find_send
select conv, comment_id, seq, created_at from chat_sends where visitor_id = $1 and cid = $2

-- name: insert_send
insert into chat_sends(visitor_id, cid, conv, comment_id, seq, created_at) values ($1, $2, $3, $4, $5, $6)

-- name: insert_transcript
insert into chat_transcripts(id, visitor_id, cid, conversation_id, address, mailbox, source, locale, time_zone, upto_seq, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: find_transcript
select * from chat_transcripts where id = $1

-- name: find_transcript_of
select * from chat_transcripts where visitor_id = $1 and cid = $2

-- name: letters_of_talk
select count(*) from chat_transcripts where conversation_id = $1 and created_at > $2

-- name: letters_to
select count(*) from chat_transcripts where mailbox = $1 and created_at > $2

-- name: letters_from
select count(*) from chat_transcripts where source = $1 and created_at > $2

-- name: forget_transcripts
delete from chat_transcripts where created_at < $1

-- name: first_comment
select comment_id from chat_events where conversation_id = $1 and kind = 'msg' order by seq limit 1

-- name: last_comment
select comment_id from chat_events where conversation_id = $1 and kind = 'msg' order by seq desc limit 1

-- name: messages_upto
select * from chat_events where conversation_id = $1 and kind = 'msg' and seq <= $2 order by seq desc limit $3

-- name: requests
select t.* from chat_visitors v join tickets t on t.requester_id = v.user_id
where v.id = $1 and (cast($2 as bigint) = 0 or t.id = $2) and t.deleted_at is null and t.is_public = 1
  and (v.identified = 1 or exists (select 1 from chat_conversations c where c.visitor_id = v.id and c.ticket_id = t.id))
order by t.updated_at desc, t.id desc limit $3

-- name: conversation_of_ticket
select * from chat_conversations where visitor_id = $1 and ticket_id = $2 order by id desc limit 1

-- name: open_conversation
update chat_conversations set status = $2, assignee_id = $3, joined_event = $4 where id = $1

-- name: event
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events where id = $1
