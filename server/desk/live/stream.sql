-- name: events_after
select id, kind, subject_id, actor_id, via, cause_id, depth, created_at, data from events
where id > $1 and kind in ('ticket.created', 'ticket.updated', 'ticket.deleted', 'ticket.restored', 'mail.held') order by id limit 501
