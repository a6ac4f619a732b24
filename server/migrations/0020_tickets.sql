create table tickets(
  id bigint primary key,
  subject text not null,
  description text not null,
  status text not null,
  status_rank integer not null,
  priority text not null,
  type text not null,
  priority_rank integer not null,
  channel text not null,
  recipient text not null,
  requester_id bigint,
  submitter_id bigint,
  assignee_id bigint,
  owner_id bigint,
  organization_id bigint,
  group_id bigint,
  external_id text not null,
  problem_id bigint,
  has_incidents integer not null,
  is_public integer not null,
  due_at bigint,
  ticket_form_id bigint not null,
  brand_id bigint not null,
  custom_status_id bigint not null,
  tags text not null,
  custom_fields text not null,
  collaborator_ids text not null,
  follower_ids text not null,
  email_cc_ids text not null,
  locale text not null,
  merged_into bigint,
  snippet text not null,
  last_public integer not null,
  last_author_role text not null,
  comment_count bigint not null,
  last_comment_id bigint not null,
  last_event_id bigint not null,
  speaker text not null,
  speaker_version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  solved_at bigint,
  deleted_at bigint,
  deleted_by bigint
);
-- Exports walk every row, deleted ones too.
create index tickets_updated on tickets(updated_at, id);
-- Lists and counts see only what is not deleted; the column itself at the end lets a count read nothing but the index.
create index tickets_alive on tickets(updated_at, id, deleted_at) where deleted_at is null;
create index tickets_created on tickets(created_at, id) where deleted_at is null;
create index tickets_open on tickets(status_rank, group_id, assignee_id, deleted_at) where deleted_at is null;
create index tickets_status on tickets(status_rank, updated_at, deleted_at) where deleted_at is null;
create index tickets_assignee on tickets(assignee_id, status_rank, updated_at, deleted_at) where deleted_at is null;
create index tickets_group on tickets(group_id, status_rank, updated_at) where deleted_at is null;
create index tickets_requester on tickets(requester_id, updated_at) where deleted_at is null;
create index tickets_organization on tickets(organization_id, updated_at) where deleted_at is null;
create index tickets_deleted on tickets(deleted_at, id) where deleted_at is not null;
create index tickets_external on tickets(external_id);
create index tickets_problem on tickets(problem_id);

create table comments(
  id bigint primary key,
  ticket_id bigint not null,
  author_id bigint,
  author_role text not null,
  is_public integer not null,
  channel text not null,
  text text not null,
  html text not null,
  visible_begin bigint not null,
  visible_end bigint not null,
  quote_html text not null,
  message_id text not null,
  raw_mail_id bigint not null,
  trust text not null,
  automatic integer not null,
  via text not null,
  event_id bigint not null,
  created_at bigint not null
);
create index comments_ticket on comments(ticket_id, id);
create index comments_message on comments(message_id);

create table attachments(
  id bigint primary key,
  ticket_id bigint,
  comment_id bigint,
  file_name text not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  access_token text not null,
  upload_token text not null,
  uploaded_by bigint,
  is_inline integer not null,
  deleted integer not null,
  content_id text not null,
  width bigint not null,
  height bigint not null,
  created_at bigint not null
);
create index attachments_ticket on attachments(ticket_id);
create index attachments_comment on attachments(comment_id);
create index attachments_upload on attachments(upload_token);
create unique index attachments_access on attachments(access_token);

create table ticket_tags(
  tag text not null,
  ticket_id bigint not null,
  primary key (tag, ticket_id)
) without rowid;
create index ticket_tags_ticket on ticket_tags(ticket_id);

create table ticket_people(
  user_id bigint not null,
  ticket_id bigint not null,
  kind text not null,
  primary key (user_id, kind, ticket_id)
) without rowid;
create index ticket_people_ticket on ticket_people(ticket_id);

create table ticket_fields(
  id bigint primary key,
  type text not null,
  title text not null,
  title_in_portal text not null,
  description text not null,
  agent_description text not null,
  position bigint not null,
  active integer not null,
  required integer not null,
  required_in_portal integer not null,
  visible_in_portal integer not null,
  editable_in_portal integer not null,
  collapsed_for_agents integer not null,
  regexp_for_validation text not null,
  tag text not null,
  removable integer not null,
  options text not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table drafts(
  ticket_id bigint not null,
  user_id bigint not null,
  mode text not null,
  html text not null,
  updated_at bigint not null,
  primary key (ticket_id, user_id, mode)
) without rowid;

create table ticket_reads(
  ticket_id bigint not null,
  user_id bigint not null,
  event_id bigint not null,
  read_at bigint not null,
  primary key (user_id, ticket_id)
) without rowid;
