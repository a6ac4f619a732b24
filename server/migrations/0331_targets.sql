-- What became of a ticket's targets (1 reply in time, 2 reply late, 4 a target of the solution, 8 solution late), so that
-- reports need not go over the state of every ticket. Filled for what is there already.
alter table ticket_metrics add column targets bigint not null default 0;
-- [sqlite]
update ticket_metrics set targets = coalesce((select
    max(json_extract(k.value, '$[0]') = 0 and json_extract(k.value, '$[9]') > 0 and json_extract(k.value, '$[2]') = 3 and json_extract(k.value, '$[14]') = 0)
    + 2 * max(json_extract(k.value, '$[0]') = 0 and json_extract(k.value, '$[9]') > 0 and json_extract(k.value, '$[14]') = 1)
    + 4 * max(json_extract(k.value, '$[0]') in (4, 5, 6) and json_extract(k.value, '$[9]') > 0)
    + 8 * max(json_extract(k.value, '$[0]') in (4, 5, 6) and json_extract(k.value, '$[9]') > 0 and json_extract(k.value, '$[14]') = 1)
  from json_each(ticket_metrics.state, '$.clocks') k), 0);
-- [postgres]
update ticket_metrics set targets = coalesce((select
    max(case when (k.value ->> 0)::bigint = 0 and (k.value ->> 9)::bigint > 0 and (k.value ->> 2)::bigint = 3 and (k.value ->> 14)::bigint = 0 then 1 else 0 end)
    + max(case when (k.value ->> 0)::bigint = 0 and (k.value ->> 9)::bigint > 0 and (k.value ->> 14)::bigint = 1 then 2 else 0 end)
    + max(case when (k.value ->> 0)::bigint in (4, 5, 6) and (k.value ->> 9)::bigint > 0 then 4 else 0 end)
    + max(case when (k.value ->> 0)::bigint in (4, 5, 6) and (k.value ->> 9)::bigint > 0 and (k.value ->> 14)::bigint = 1 then 8 else 0 end)
  from json_array_elements(ticket_metrics.state::json -> 'clocks') k(value)), 0);
-- [both]
