-- The contact card says what a way is for, whose it is, what it costs and where what is said there is kept.
alter table contact_ways add column purposes text not null default '[]';
alter table contact_ways add column products text not null default '[]';
alter table contact_ways add column audience text not null default 'all';
alter table contact_ways add column cost_per_minute text not null default '';
alter table contact_ways add column cost_currency text not null default '';
alter table contact_ways add column internal_cost text not null default '';
alter table contact_ways add column recorded integer not null default 0;
alter table contact_ways add column third_party text not null default '';
alter table contact_ways add column stored_in text not null default '';

-- Figures by the hour of the week, too (-1: all hours). They are counted anew every hour.
drop table contact_figures;
create table contact_figures(
  channel text not null,
  language text not null,
  week_hour bigint not null,
  typical_seconds bigint not null,
  p90_seconds bigint not null,
  sample bigint not null,
  computed_at bigint not null,
  primary key(channel, language, week_hour)
);
