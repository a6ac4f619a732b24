-- What belongs to this installation alone, made once: the key that signs the reply addresses of mails.
create table installation(
  name text primary key,
  value text not null
);
