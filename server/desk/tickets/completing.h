// Who may complete a ticket that is being made, before it is stored: a client company's contact persons come into copy.
// Rule of use: set once at start by app/wiring.cc; asked only for tickets of an organization; empty: nobody.
// Threading: called inside one Tx.
#pragma once

#include <functional>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

inline std::function<void(db::Tx&, const Actor&, Ticket&)> complete;

}  // namespace sahay::tickets
