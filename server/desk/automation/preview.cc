// Dry runs: the rule acts for real in a transaction that is then taken back.
#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::automation {
namespace {

constexpr int kLatest = 100;

std::vector<tickets::Ticket> wanted_tickets(db::Tx& tx, const std::vector<std::int64_t>& ids, const api::Caller& caller) {
  const auto& resource = tickets::ticket_resource();
  api::Where where = resource.visible(caller);
  if (!ids.empty()) where.add_in("t.id", ids);
  return resource.select(tx, where, " order by t.updated_at desc, t.id desc limit " + std::to_string(kLatest));
}

// What a trigger would have answered: the newest event of the ticket.
std::optional<events::Event> newest_event(db::Tx& tx, const tickets::Ticket& ticket) { return tx.one<events::Event>(sql::rule::event, ticket.last_event_id); }

void try_one(db::Tx& tx, const Rule& rule, const tickets::Ticket& ticket, Preview& out) {
  tickets::Happening happening;
  std::int64_t event_id = 0;
  if (rule.kind == "trigger")
    if (const auto event = newest_event(tx, ticket)) {
      happening = tickets::happening_of(tx, *event);
      event_id = event->id;
    }
  tickets::Facts facts(tx, ticket, happening.actor, rule.kind == "trigger" ? &happening : nullptr);
  if (!tickets::holds(facts, rule.conditions)) return;
  tickets::Actor actor;
  actor.via = "rule";
  out.would_change.push_back({ticket, apply(facts, rule, actor, {event_id, 0}).run});
}

}  // namespace

Preview preview(db::Store& store, const Rule& rule, const std::vector<std::int64_t>& ticket_ids, const api::Caller& caller) {
  Preview out;
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    out = {};
    const auto list = wanted_tickets(tx, ticket_ids, caller);
    out.looked_at = list.size();
    for (const tickets::Ticket& ticket : list) try_one(tx, rule, ticket, out);
    return Error{ErrorCode::conflict, "rules.preview"};  // takes everything back
  });
  return out;
}

}  // namespace sahay::automation
