-- Letters with a whole talk: who asked for which, to where. A press is one letter (visitor_id, cid); mailbox, source
-- and conversation are what their number is limited by.
create table chat_transcripts(
  id bigint primary key,
  visitor_id bigint not null,
  cid text not null,
  conversation_id bigint not null,
  address text not null,
  mailbox text not null,
  source text not null,
  locale text not null,
  time_zone text not null,
  upto_seq bigint not null,
  created_at bigint not null
);
create unique index chat_transcripts_once on chat_transcripts(visitor_id, cid);
create index chat_transcripts_mailbox on chat_transcripts(mailbox, created_at);
create index chat_transcripts_source on chat_transcripts(source, created_at);
create index chat_transcripts_conversation on chat_transcripts(conversation_id, created_at);
