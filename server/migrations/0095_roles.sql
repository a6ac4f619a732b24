-- Roles of staff. The first three are the system's own: they are always there and cannot be changed.
create table custom_roles(
  id bigint primary key,
  name text not null,
  description text not null,
  role_type bigint not null,
  ticket_access text not null,
  comment_access text not null,
  permissions text not null,
  is_system integer not null,
  created_at bigint not null,
  updated_at bigint not null
);
insert into custom_roles values
  (1, 'Agent', '', 0, 'all', 'public', '["tickets.comment","tickets.edit","tickets.delete","tickets.merge","tickets.deleted","suspended.manage","users.manage","organizations.manage","helpcenter.write","reports.view"]', 1, 1735689600000000, 1735689600000000),
  (2, 'Light agent', '', 1, 'all', 'private', '["tickets.comment"]', 1, 1735689600000000, 1735689600000000),
  (3, 'Administrator', '', 4, 'all', 'public', '[]', 1, 1735689600000000, 1735689600000000);
insert into id_counters(name, next) values ('custom_roles', 101);

-- Every administrative change: who, from where, what, before and after.
create table audit_logs(
  id bigint primary key,
  actor_id bigint not null,
  actor_name text not null,
  acting_for bigint not null,
  ip_address text not null,
  via text not null,
  action text not null,
  source_type text not null,
  source_id bigint not null,
  source_label text not null,
  before_value text not null,
  after_value text not null,
  created_at bigint not null
);
create index audit_logs_source on audit_logs(source_type, source_id, id);
create index audit_logs_actor on audit_logs(actor_id, id);
create index audit_logs_time on audit_logs(created_at, id);
