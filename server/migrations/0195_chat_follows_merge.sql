-- A conversation follows its ticket into the one that it was merged into: several may then belong to one ticket, and each
-- hears of what happened there after it joined.
drop index chat_conversations_ticket;
create index chat_conversations_ticket on chat_conversations(ticket_id);
alter table chat_conversations add column joined_event bigint not null default 0;
