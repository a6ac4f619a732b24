// What is known of a ticket already, as answers of a report about it: only what its reader said themselves.
// Threading: inside one Tx.
#pragma once

#include "desk/guided/report.h"
#include "desk/tickets/tickets.h"

namespace sahay::guided {

Answers known_answers(db::Tx& tx, const tickets::Ticket& ticket, const people::User& reader);

}  // namespace sahay::guided
