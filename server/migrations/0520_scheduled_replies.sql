-- Answers that go out at their time. `change`: the ticket object that PUT /tickets/{id} would take; '{}' once it was sent or cancelled.
-- `seen_event_id`: what their writer had read. `state`: waiting, held, sent, cancelled.
create table scheduled_replies(
  id bigint primary key,
  ticket_id bigint not null,
  author_id bigint not null,
  via text not null,
  send_at bigint not null,
  state text not null,
  reason text not null,
  why text not null,
  change text not null,
  promises text not null,
  seen_event_id bigint not null,
  was_solved integer not null,
  comment_id bigint,
  decided_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index scheduled_replies_ticket on scheduled_replies(ticket_id, state);
