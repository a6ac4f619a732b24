-- Nothing reads the table of words per ticket any more: the word index has taken its place.
drop table search_terms;
