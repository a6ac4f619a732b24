// Work that is announced with a start and an end has no target to miss: its clocks measure and promise nothing.
// Rule of use: set once at start by app/wiring.cc from the floor of intake; empty: every ticket has targets.
// Threading: called inside one Tx.
#pragma once

#include <functional>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

inline std::function<bool(db::Tx&, const Ticket&)> announced;

}  // namespace sahay::tickets
