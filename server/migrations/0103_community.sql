-- Topics, posts of people, their comments and votes.
create table community_topics(
  id bigint primary key,
  name text not null,
  description text not null,
  position bigint not null,
  manageable_by text not null,
  user_segment_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table community_posts(
  id bigint primary key,
  topic_id bigint not null,
  author_id bigint,
  title text not null,
  details text not null,
  details_text text not null,
  status text not null,
  pinned integer not null,
  featured integer not null,
  closed integer not null,
  answer_id bigint not null,
  comment_count bigint not null,
  up_votes bigint not null,
  down_votes bigint not null,
  editor_id bigint,
  edited_at bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index community_posts_topic on community_posts(topic_id, id);
create index community_posts_author on community_posts(author_id, id);

create table community_comments(
  id bigint primary key,
  post_id bigint not null,
  author_id bigint,
  body text not null,
  official integer not null,
  up_votes bigint not null,
  down_votes bigint not null,
  editor_id bigint,
  edited_at bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index community_comments_post on community_comments(post_id, id);
create index community_comments_author on community_comments(author_id, id);

create table community_votes(
  id bigint primary key,
  item_type text not null,
  item_id bigint not null,
  user_id bigint not null,
  value integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index community_votes_user on community_votes(item_type, item_id, user_id);

create table community_subscriptions(
  id bigint primary key,
  content_type text not null,
  content_id bigint not null,
  user_id bigint not null,
  include_comments integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index community_subscriptions_user on community_subscriptions(content_type, content_id, user_id);
