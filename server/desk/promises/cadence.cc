#include "desk/promises/cadence.h"

#include <algorithm>

#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/tickets/ticket_case.h"
#include "platform/api/rule_switch.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

struct Stamp {
  std::int64_t newest = 0, count = 0;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (newest, count))

}  // namespace

std::vector<Cadences::Use> active_cadences(db::Tx& tx) {
  std::vector<Cadences::Use> out;
  for (Cadence& cadence : tx.all<Cadence>(q::cadences)) {
    tickets::Conditions filter = tickets::parse_conditions(cadence.filter.text);
    out.push_back({std::move(cadence), std::move(filter)});
  }
  return out;
}

Cadences::List Cadences::current(db::Tx& tx) {
  const Stamp stamp = tx.one<Stamp>(q::cadence_stamp).value_or(Stamp{});
  std::string now = std::to_string(stamp.newest) + "/" + std::to_string(stamp.count);
  const std::lock_guard lock(mutex_);
  if (!list_ || now != stamp_) {
    list_ = std::make_shared<const std::vector<Use>>(active_cadences(tx));
    stamp_ = std::move(now);
  }
  return list_;
}

Cadences::List Cadences::known() {
  const std::lock_guard lock(mutex_);
  return list_;
}

const Cadence* cadence_for(db::Tx& tx, const tickets::Ticket& ticket, const std::vector<Cadences::Use>& cadences) {
  if (cadences.empty() || !api::rule_in_force("A6")) return nullptr;
  tickets::Facts facts(tx, ticket);
  for (const auto& use : cadences)
    if (tickets::holds(facts, use.filter)) return &use.cadence;
  return nullptr;
}

Time next_update(db::Tx& tx, const tickets::Ticket& ticket, const Cadence& cadence, bool analysis, Time from) {
  const Duration every = std::chrono::seconds(analysis && cadence.analysis_every_seconds > 0 ? cadence.analysis_every_seconds : cadence.every_seconds);
  const auto calendar = calendar_for(tx, ticket);
  if (!cadence.business_hours || calendar.empty()) return from + every;
  return calendar.after(from, every).value_or(from + every);
}

bool waits_for_its_parts(db::Tx& tx, const tickets::Ticket& ticket) {
  if (ticket.status != "hold" || !ticket.case_id) return false;
  const auto together = tickets::find_case(tx, ticket.case_id);
  return together && together->ticket_id == ticket.id && !together->closed_at;
}

void ensure_update(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const std::vector<Cadences::Use>& cadences) {
  // While the customer is awaited, and once it is solved, they are not called upon.
  if (ticket.deleted_at || (ticket.status != "new" && ticket.status != "open" && ticket.status != "hold")) return;
  if (waits_for_its_parts(tx, ticket)) return;
  const Cadence* cadence = cadence_for(tx, ticket, cadences);
  if (!cadence) return;
  const auto state = find_state(tx, ticket.id);
  if (state && (state->decision == "instant" || state->closing_stage > 0)) return;
  const auto still = owed(tx, ticket.id);
  if (std::any_of(still.begin(), still.end(), [](const Promise& p) { return p.source == "cadence" || p.source == "analysis"; })) return;
  NewPromise wanted{.due_at = next_update(tx, ticket, *cadence, state && state->decision == "analysis", tx.now())};
  wanted.kind = "update";
  wanted.source = "cadence";
  const auto made = make(tx, actor, ticket.id, std::move(wanted));
  (void)made;  // the ticket is there and the time lies ahead
}

}  // namespace sahay::promises
