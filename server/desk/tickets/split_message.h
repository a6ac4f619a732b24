// The one message that a customer gets when their words became several requests: each number, who has it, when they hear
// from us; in the customer's language.
// Rule of use: the functions that floors above give are set once at start by app/wiring.cc; empty: nothing is known.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/i18n.h"
#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// When the customer hears of a ticket next, in words ("Friday 11 January, 15:00"); "" = it cannot be said. A ticket
// without number is one to be. `due`, when set, is said instead of what is known.
inline std::function<std::string(db::Tx&, const Ticket&, i18n::Language, Time due)> expected_when;
// What happens next with a ticket, one sentence.
inline std::function<std::string(db::Tx&, const Ticket&, i18n::Language)> expected_of;
// Promises an answer about a part of a split.
inline std::function<Result<void>(db::Tx&, const Actor&, TicketId, Time due)> promise_part;
// Takes a message back that has not left the desk; false: it is too late.
inline std::function<bool(db::Tx&, const Actor&, const Ticket&, const Comment&)> take_message_back;

i18n::Language language_of_customer(db::Tx& tx, const Ticket& ticket);
// `due`: what is promised for each; may be shorter.
std::string split_message(db::Tx& tx, const Ticket& original, const std::vector<Ticket>& made, const std::vector<Time>& due = {});
std::string rejoined_message(db::Tx& tx, const Ticket& original);
// A part as it would be made, for a preview; without number.
Ticket part_to_be(db::Tx& tx, const Ticket& original, const NewTicket& wanted);

}  // namespace sahay::tickets
