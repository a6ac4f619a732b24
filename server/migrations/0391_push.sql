-- Devices of people that take messages from their push service (RFC 8030); an endpoint belongs to one person at a time.
create table push_devices(
  id bigint primary key,
  user_id bigint not null,
  name text not null,
  endpoint text not null,
  endpoint_hash text not null,
  p256dh text not null,
  auth text not null,
  created_at bigint not null,
  last_sent_at bigint
);
create unique index push_devices_endpoint on push_devices(endpoint_hash);
create index push_devices_user on push_devices(user_id);

-- The desk's own key by which push services know it (RFC 8292): one row. The private half is sealed
-- (platform/files/sealed_box.h).
create table push_keys(
  id bigint primary key,
  public_key text not null,
  private_key text not null,
  created_at bigint not null
);
