// Due: when the next running clock of a ticket must be answered, kept on its row so that lists show it without asking.
// Rule of use: whoever keeps the clocks calls this; it is no change of the ticket and makes no event.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/ticket.h"
#include "platform/db/store.h"

namespace sahay::tickets {

void note_next_due(db::Tx& tx, TicketId id, Time due_at);  // unset: nothing is due

}  // namespace sahay::tickets
