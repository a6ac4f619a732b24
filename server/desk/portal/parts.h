// A message that became several requests, as its writer sees it: which they are, who has each, what happens next.
// Threading: inside one Tx.
#pragma once

#include "desk/site/page.h"
#include "desk/tickets/tickets.h"

namespace sahay::portal {

// On the request of the message all that came of it; on each of these the way back. Empty where nothing was split, and of
// requests that this visitor may not see.
site::Markup parts_of_message(const site::Settings& settings, const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket);

}  // namespace sahay::portal
