-- Letters to followers begin here: what was published before is no news, and an article is new to its section once, in
-- whichever language it comes first.
insert into event_cursors(name, position) values ('followers', coalesce((select max(id) from events), 0)) on conflict (name) do nothing;
delete from help_subscriptions where user_id in (select id from users where erased_at is not null);
alter table help_articles add column announced_at bigint;
update help_articles set announced_at = updated_at
where exists (select 1 from help_translations x where x.source_type = 'article' and x.source_id = help_articles.id and x.draft = 0);
