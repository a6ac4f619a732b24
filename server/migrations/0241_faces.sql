-- What customers read below the name of whoever answers them: the role in three languages. id = the user.
create table faces(
  id bigint primary key,
  title_en text not null,
  title_bn text not null,
  title_ru text not null,
  updated_at bigint not null
);
