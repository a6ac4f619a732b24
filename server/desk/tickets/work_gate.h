// Gates of work: whoever keeps something that must be done first (mandatory steps of a procedure) may hold up that staff solve
// a ticket or hand it over. Solving is asked about by update(); whoever hands a ticket over to another tier asks
// ask_work_gates() itself.
// Rule of use: filled once at start by app/wiring.cc; empty, or nothing to hold up: no query. Customers, channels, rules and
// forced changes are not held up.
// Threading: called inside one Tx, from several workers at once.
#pragma once

#include <functional>
#include <vector>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

enum class WorkStep { solve, hand_over };
// An error refuses the step and goes to the caller as it is.
using WorkGate = std::function<Result<void>(db::Tx&, const Actor&, const Ticket&, WorkStep)>;
inline std::vector<WorkGate> work_gates;

inline Result<void> ask_work_gates(db::Tx& tx, const Actor& actor, const Ticket& ticket, WorkStep step) {
  for (const WorkGate& gate : work_gates) TRY(gate(tx, actor, ticket, step));
  return {};
}

}  // namespace sahay::tickets
