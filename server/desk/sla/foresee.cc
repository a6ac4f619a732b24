#include "desk/sla/foresee.h"

#include "desk/sla/rulebook.h"

namespace sahay::sla {
namespace {

// Not the shelf's: what is taken back must not stay in memory.
constexpr std::int64_t kOwnReading = -1;
constexpr std::string_view kNoName = "-";

// Somebody who has not named it yet sees what it does already.
JsonObject with_a_name(JsonObject typed) {
  const auto title = string_at(typed, "title");
  if (!title || title->empty()) typed["title"] = kNoName;
  return typed;
}

std::string priority_of(const tickets::Ticket& ticket) { return ticket.priority.empty() ? "normal" : ticket.priority; }

}  // namespace

Result<Foreseen> foresee(api::Context& context, db::Tx& tx, std::int64_t id, const JsonObject* typed, const tickets::Ticket& ticket) {
  if (typed) id = TRY(take_policy(context, tx, id, with_a_name(*typed)));
  const auto book = Rulebook::read(tx, kOwnReading);
  const Assignment assignment = book->assign(tx, ticket);
  const Rules rules = book->rules(assignment);
  Foreseen out;
  out.schedule = book->schedule_name(assignment.schedule);
  if (!rules.policy) return out;
  out.policy_id = rules.policy->id;
  out.policy = rules.policy->title;
  out.typed = typed && rules.policy->id == id;
  for (const Target& target : rules.policy->targets) {
    if (target.priority != priority_of(ticket)) continue;
    const Duration needed = std::chrono::seconds(target.seconds);
    const bool counts_hours = target.business_hours && rules.calendar && !rules.calendar->empty();
    out.targets.push_back({target, counts_hours ? rules.calendar->after(tx.now(), needed).value_or(Time{}) : tx.now() + needed});
  }
  return out;
}

}  // namespace sahay::sla
