// What the demonstration's agents note of a problem and do by procedure: "facts", "reproduction", "procedure" and "steps" of an
// entry in demo/tickets_*.json; and the "report" of a customer who was asked for one.
// Threading: inside one Tx.
#pragma once

#include "base/json.h"
#include "desk/tickets/tickets.h"

namespace sahay::app {

// `language`: of the words in the ticket's history. Errors: what the verbs say of a wrong entry.
Result<void> demo_casework(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, i18n::Language language);

// A guided report by link: `answers` as the four steps ask them. Errors: as above.
Result<void> demo_report(db::Tx& tx, const tickets::Actor& customer, TicketId ticket, const JsonObject& answers);

}  // namespace sahay::app
