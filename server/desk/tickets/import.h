// Import: a ticket with its history as it was elsewhere: original times and authors. Its events have via "import", so no
// rule fires, no clock starts and nobody is notified.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct ImportedTicket {
  NewTicket ticket;                    // its comment is the first one; created_at as it was
  std::vector<NewComment> comments{};  // the further ones, oldest first
  Time updated_at{}, solved_at{};      // none: from the comments and the status
};
// Errors: as create; a comment without author is the requester's.
Result<Outcome> import_ticket(db::Tx& tx, Actor actor, ImportedTicket wanted);

}  // namespace sahay::tickets
