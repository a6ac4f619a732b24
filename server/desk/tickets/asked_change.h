// Asked change: what PUT /tickets/{id} does with the ticket object of its request, for others who send the same: an answer
// that goes out later is written by the very steps of one that is sent now.
// Rule of use: the caller has seen the ticket through its scope.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

// Reads `in`, asks the gates, writes it, takes own keys. Errors go to the caller as they are; "error.newer_comment" is the stale send.
Result<Outcome> change_as_asked(api::Context& context, db::Tx& tx, const Ticket& ticket, const JsonObject& in);
// Everything that would refuse it, and nothing is written.
Result<void> check_asked(api::Context& context, db::Tx& tx, const Ticket& ticket, const JsonObject& in);
// A stale reply is refused with what came in between, in the shape of the console's timeline (docs/api.md).
Result<api::Reply> refuse_stale(api::Context& context, db::Tx& tx, TicketId id, std::int64_t seen, const Error& error);

}  // namespace sahay::tickets
