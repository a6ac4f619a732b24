-- Who follows an article or a section hears of it by mail: the link that ends it, and when the last letter left.
alter table help_subscriptions add column token text not null default '';
alter table help_subscriptions add column told_at bigint;
create index help_subscriptions_token on help_subscriptions(token);
