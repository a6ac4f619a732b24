-- Tickets born from one contact.
create table cases(
  id bigint primary key,
  title text not null,
  ticket_ids text not null,
  created_by bigint,
  created_at bigint not null,
  updated_at bigint not null
);

-- One split: which comment of which ticket became which tickets.
create table splits(
  id bigint primary key,
  case_id bigint not null,
  ticket_id bigint not null,
  comment_id bigint not null,
  made_ids text not null,
  made_case integer not null,
  created_by bigint,
  created_at bigint not null,
  undone_at bigint,
  undone_by bigint
);
create index splits_ticket on splits(ticket_id);
create index splits_case on splits(case_id);

-- One source of one merge. event_id closed the source; the comments that the merge wrote, copies included.
create table merges(
  id bigint primary key,
  target_id bigint not null,
  source_id bigint not null,
  event_id bigint not null,
  comment_ids text not null,
  created_by bigint,
  created_at bigint not null,
  undone_at bigint,
  undone_by bigint
);
create index merges_target on merges(target_id);
create index merges_source on merges(source_id);

-- kind: related, duplicate (from repeats to), parent (from is over to), blocks (from holds up to), followup (from
-- continues the closed to).
create table ticket_links(
  id bigint primary key,
  from_id bigint not null,
  to_id bigint not null,
  kind text not null,
  created_by bigint,
  created_at bigint not null
);
create unique index ticket_links_from on ticket_links(from_id, kind, to_id);
create index ticket_links_to on ticket_links(to_id, kind);

-- The job that took this one back.
alter table bulk_jobs add column undo_job_id text not null default '';
