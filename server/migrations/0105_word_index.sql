-- The word index (docs/decisions/0047): words with their numbers, passages not yet in a segment, segments and their
-- blocks. Words are compared by their bytes on both engines.
create table search_words(
  collection integer not null,
-- [sqlite]
  word text not null,
-- [postgres]
  word text collate "C" not null,
-- [both]
  id bigint not null,
  stem text not null,
  primary key (collection, word)
) without rowid;
create index search_words_stem on search_words(collection, stem);
create index search_words_id on search_words(collection, id);

-- What was written since the last segment, one row a passage, in order.
create table search_pending(
  seq bigint primary key,
  collection integer not null,
  doc bigint not null,
  data blob not null
);

-- state: 0 is being written, 1 is searched, 2 may be deleted. units: who wrote which ordinal (segment.h).
create table search_segments(
  id bigint primary key,
  collection integer not null,
  level integer not null,
  state integer not null,
  last_seq bigint not null,
  passages bigint not null,
  title_words bigint not null,
  body_words bigint not null,
  units blob not null
);
create index search_segments_of on search_segments(collection, state);

-- kind 0: postings, 1: positions. A block holds the words from first_word up to the next block.
create table search_blocks(
  segment bigint not null,
  kind integer not null,
  first_word bigint not null,
  data blob not null,
  primary key (segment, kind, first_word)
) without rowid;

-- Passages of a document up to seq are void: it was changed or removed.
create table search_removed(
  collection integer not null,
  doc bigint not null,
  seq bigint not null,
  primary key (collection, doc)
) without rowid;
create index search_removed_since on search_removed(collection, seq);
