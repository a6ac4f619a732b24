-- Policies of groups (/group_slas/policies) stand beside those of tickets: how long a group may have a ticket. Their ids
-- are of one series, so that a clock can say whose target it has.
alter table sla_policies add column kind text not null default 'ticket';
