-- held: behind another of its lane that is not dead; whoever ends that one lets it go.
alter table jobs add column held bigint not null default 0;
update jobs set held = 1 where lane <> '' and dead = 0 and leased = 0
  and exists (select 1 from jobs earlier where earlier.lane <> '' and earlier.dead = 0 and earlier.lane = jobs.lane and earlier.id < jobs.id);
drop index jobs_available;
create index jobs_available on jobs (available_at, id) where dead = 0 and held = 0;
create index jobs_held on jobs (lane, id) where held = 1;
