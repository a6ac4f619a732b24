-- Chat of the widget: visitors, their conversations, the sequence every visitor sees, and what was acknowledged.
create table chat_keys(
  name text primary key,
  secret text not null
);

create table chat_visitors(
  id bigint primary key,
  token_hash text not null,
  user_id bigint,
  name text not null,
  email text not null,
  locale text not null,
  time_zone text not null,
  page_url text not null,
  page_title text not null,
  referrer text not null,
  created_at bigint not null,
  seen_at bigint not null
);
create unique index chat_visitors_token on chat_visitors(token_hash);
create index chat_visitors_user on chat_visitors(user_id);

create table chat_conversations(
  id bigint primary key,
  conv text not null,
  visitor_id bigint not null,
  ticket_id bigint not null,
  last_seq bigint not null,
  seen_seq bigint not null,
  status text not null,
  assignee_id bigint,
  created_at bigint not null
);
create unique index chat_conversations_conv on chat_conversations(conv);
create unique index chat_conversations_ticket on chat_conversations(ticket_id);
create index chat_conversations_visitor on chat_conversations(visitor_id, id);

create table chat_events(
  conversation_id bigint not null,
  seq bigint not null,
  kind text not null,
  comment_id bigint,
  event_id bigint not null,
  author_id bigint,
  author_role text not null,
  cid text not null,
  status text not null,
  created_at bigint not null,
  primary key (conversation_id, seq)
);
create index chat_events_comment on chat_events(comment_id);

create table chat_sends(
  visitor_id bigint not null,
  cid text not null,
  conv text not null,
  comment_id bigint not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (visitor_id, cid)
);
