// Note of work: an entry of a ticket's history for something that was done on it and changed none of its fields (a step of a
// procedure). It is an event "ticket.updated" with one change, told in the reader's language by `why` (why.h).
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// Errors: not_found.
Result<Outcome> note_work(db::Tx& tx, const Actor& actor, TicketId id, std::string_view field, const Json& from, const Json& to, JsonObject why);

}  // namespace sahay::tickets
