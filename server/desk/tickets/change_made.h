// Who wants to be told of a change of a ticket in its own transaction (a consumer of every event would cost a write for
// each of them).
// Rule of use: set once at start by app/wiring.cc; empty: nobody listens.
// Threading: called inside one Tx.
#pragma once

#include <functional>

#include "desk/tickets/comment.h"
#include "desk/tickets/ticket.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::tickets {

// Quick: it decides by what it keeps in memory, and may emit an event or set a timer of its own. The ticket is as the change
// leaves it.
inline std::function<void(db::Tx&, const events::Event&, const Ticket&)> change_made;
// A public word of a customer, with the event that it came with; before the rows of both are written. As quick.
inline std::function<void(db::Tx&, const Ticket&, const Comment&, const events::Event&)> customer_spoke;

}  // namespace sahay::tickets
