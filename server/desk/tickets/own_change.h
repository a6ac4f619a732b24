// A change of something about a ticket that a sibling keeps beside its row (its class, its product): a line in the history
// and the event that tells everybody who listens to changes.
// Threading: inside one Tx.
#pragma once

#include <vector>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct OwnChange {
  std::string field, from, to;  // "" = nothing
};
// Errors: not_found.
Result<Ticket> note_own_changes(db::Tx& tx, const Actor& actor, TicketId id, const std::vector<OwnChange>& made);

}  // namespace sahay::tickets
