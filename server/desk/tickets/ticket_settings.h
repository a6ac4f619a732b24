// What the desk has chosen about its tickets.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/ticket.h"
#include "platform/db/store.h"

namespace sahay::tickets {

// "A parent cannot be solved while children are open."
bool children_first(db::Tx& tx);
void set_children_first(db::Tx& tx, bool on);
// The setting is on and an open child of the ticket exists; one query.
bool waits_for_children(db::Tx& tx, TicketId id);

}  // namespace sahay::tickets
