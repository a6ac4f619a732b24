-- Numbers, names and most short words are their own stem: the index of stems leaves them out, and a new one costs an entry
-- less.
drop index search_words_stem;
create index search_words_other_stem on search_words(collection, stem) where stem <> word;
