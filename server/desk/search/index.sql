-- The word index: words, passages, segments.

-- name: add_word
insert into search_words(collection, word, id, stem) values ($1, $2, $3, $4) on conflict (collection, word) do nothing

-- Eight at a time: a statement costs as much as a row. "or ignore" keeps SQLite from writing down each page that the
-- statement touches, in case it must be undone alone.
-- name: add_eight_words
insert or ignore into search_words(collection, word, id, stem) values ($1, $2, $3, $4), ($1, $5, $6, $7), ($1, $8, $9, $10),
  ($1, $11, $12, $13), ($1, $14, $15, $16), ($1, $17, $18, $19), ($1, $20, $21, $22), ($1, $23, $24, $25)
-- name: add_eight_words [postgres]
insert into search_words(collection, word, id, stem) values ($1, $2, $3, $4), ($1, $5, $6, $7), ($1, $8, $9, $10),
  ($1, $11, $12, $13), ($1, $14, $15, $16), ($1, $17, $18, $19), ($1, $20, $21, $22), ($1, $23, $24, $25) on conflict (collection, word) do nothing

-- name: words_named
select word, id from search_words where collection = $1 and word in (select value from json_each($2))
-- name: words_named [postgres]
select word, id from search_words where collection = $1
  and word in (select value from json_array_elements_text(cast($2 as json)))

-- Words that are their own stem have no entry in the index of stems. SQLite takes every word of the collection for ten
-- rows and would read them all.
-- name: words_of_stems
select word, id, stem from search_words where collection = $1 and word in (select value from json_each($2)) and stem = word
union all
select word, id, stem from search_words indexed by search_words_other_stem
where collection = $1 and stem in (select value from json_each($2)) and stem <> word
-- name: words_of_stems [postgres]
select word, id, stem from search_words where collection = $1 and stem = word
  and word in (select value from json_array_elements_text(cast($2 as json)))
union all
select word, id, stem from search_words where collection = $1 and stem <> word
  and stem in (select value from json_array_elements_text(cast($2 as json)))

-- name: words_between
select word, id, stem from search_words where collection = $1 and word >= $2 and word < $3 order by word limit $4

-- name: words_since
select id, word, stem from search_words where collection = $1 and id > $2 order by id limit $3

-- name: add_pending
insert into search_pending(seq, collection, doc, data) values ($2, $1, $3, $4)

-- "or fail" for the same reason: the transaction is undone anyway.
-- name: add_eight_pending
insert or fail into search_pending(seq, collection, doc, data) values ($2, $1, $3, $4), ($5, $1, $6, $7), ($8, $1, $9, $10),
  ($11, $1, $12, $13), ($14, $1, $15, $16), ($17, $1, $18, $19), ($20, $1, $21, $22), ($23, $1, $24, $25)
-- name: add_eight_pending [postgres]
insert into search_pending(seq, collection, doc, data) values ($2, $1, $3, $4), ($5, $1, $6, $7), ($8, $1, $9, $10),
  ($11, $1, $12, $13), ($14, $1, $15, $16), ($17, $1, $18, $19), ($20, $1, $21, $22), ($23, $1, $24, $25)

-- name: pending_since
select seq, doc, data from search_pending where collection = $1 and seq > $2 order by seq limit $3

-- name: count_pending
select count(*) from search_pending where collection = $1

-- name: drop_pending
delete from search_pending where collection = $1 and seq <= $2

-- name: collections
select distinct collection from search_pending

-- name: live_segments
select id, level, last_seq, passages, title_words, body_words from search_segments where collection = $1 and state = 1 order by id

-- name: units_of
select units from search_segments where id = $1

-- name: add_segment
insert into search_segments(id, collection, level, state, last_seq, passages, title_words, body_words, units)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: set_state
update search_segments set state = $2 where id = $1

-- name: segments_in_state
select id from search_segments where state = $1 order by id

-- name: drop_segment
delete from search_segments where id = $1

-- name: add_block
insert into search_blocks(segment, kind, first_word, data) values ($1, $2, $3, $4)

-- name: blocks_from
select first_word, data from search_blocks where segment = $1 and kind = $2 and first_word > $3 order by first_word limit $4

-- name: drop_blocks
delete from search_blocks where segment = $1 and kind = $2 and first_word <= $3

-- name: block_after
select first_word from search_blocks where segment = $1 and kind = $2 order by first_word limit 1 offset $3

-- Every block that may hold one of the words, in every searched segment.
-- name: blocks_of_words
select s.id as segment, w.value as word, (select data from search_blocks b where b.segment = s.id and b.kind = $2
  and b.first_word <= w.value order by b.first_word desc limit 1) as data
from search_segments s, json_each($3) w where s.collection = $1 and s.state = 1 order by s.id, w.value
-- name: blocks_of_words [postgres]
select s.id as segment, cast(w.value as bigint) as word, (select data from search_blocks b where b.segment = s.id and b.kind = $2
  and b.first_word <= cast(w.value as bigint) order by b.first_word desc limit 1) as data
from search_segments s, json_array_elements_text(cast($3 as json)) w where s.collection = $1 and s.state = 1
order by s.id, cast(w.value as bigint)

-- name: remove_document
insert into search_removed(collection, doc, seq) values ($1, $2, $3)
on conflict (collection, doc) do update set seq = excluded.seq

-- name: removed_since
select doc, seq from search_removed where collection = $1 and seq > $2 order by seq
