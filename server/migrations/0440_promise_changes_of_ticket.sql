-- The history of a request's promises is read by the request.
create index promise_changes_ticket on promise_changes(ticket_id, id);
