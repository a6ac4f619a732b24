// Spam: the ticket goes to the bin and its requester can write no more.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// Whether this suspended the requester (staff never are). Errors: not_found.
Result<bool> mark_as_spam(db::Tx& tx, const Actor& actor, TicketId id);
Result<void> unmark_as_spam(db::Tx& tx, const Actor& actor, TicketId id, bool suspended);

}  // namespace sahay::tickets
