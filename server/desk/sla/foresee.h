// What a policy means for one ticket, before it is stored: which policy holds and when each of its targets passes.
// Rule of use: inside a transaction that is taken back, since the policy is stored as it was typed.
// Threading: inside one Tx.
#pragma once

#include <string>
#include <vector>

#include "desk/sla/policy.h"
#include "desk/tickets/ticket.h"
#include "platform/api/api.h"

namespace sahay::sla {

struct Foreseen {
  std::int64_t policy_id = 0;  // 0: none holds
  std::string policy, schedule;
  bool typed = false;          // the one that was typed
  struct One {
    Target target;
    Time due_at;               // counted from now; unset: not within ten years
  };
  std::vector<One> targets{};
};

// `typed`: its fields, of the policy `id` or (0) of a new one; null: as everything is stored. Errors: those of storing it.
Result<Foreseen> foresee(api::Context& context, db::Tx& tx, std::int64_t id, const JsonObject* typed, const tickets::Ticket& ticket);
// Inside sla only: stores it; its id.
Result<std::int64_t> take_policy(api::Context& context, db::Tx& tx, std::int64_t id, const JsonObject& typed);

}  // namespace sahay::sla
