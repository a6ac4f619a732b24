// What the demonstration's agents note of a problem and do by procedure: "facts", "reproduction", "procedure" and "steps" of an
// entry in demo/tickets_*.json.
// Threading: inside one Tx.
#pragma once

#include "base/json.h"
#include "desk/tickets/tickets.h"

namespace sahay::app {

// `language`: of the words in the ticket's history. Errors: what the verbs say of a wrong entry.
Result<void> demo_casework(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, i18n::Language language);

}  // namespace sahay::app
