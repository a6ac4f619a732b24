-- How far the changes of an IMAP folder are known (HIGHESTMODSEQ, RFC 7162), and which signing key follows which.
alter table inbox_cursors add column mod_seq bigint not null default 0;
alter table dkim_keys add column replaces bigint not null default 0;
