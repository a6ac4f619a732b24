// What a ticket shows of its customer's rating; ratings themselves are kept by the folder satisfaction.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// The customer may rate now: a state, no event of the ticket.
void show_offer(db::Tx& tx, TicketId id, const RawJson& shown);
// The customer has rated: an event with the change of "satisfaction_score" and the rating as facts for the audit.
// Errors: not_found.
Result<Outcome> show_rating(db::Tx& tx, const Actor& actor, TicketId id, const RawJson& shown, const JsonObject& rating);

}  // namespace sahay::tickets
