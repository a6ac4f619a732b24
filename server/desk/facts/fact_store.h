// Inside facts only: rows, their history and events.
// Threading: inside one Tx.
#pragma once

#include "desk/facts/facts.h"

namespace sahay::facts {

void insert(db::Tx& tx, const Fact& fact);
void save(db::Tx& tx, Fact& fact);
// One line of the history and one event.
void tell(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const Fact* fact, std::string_view what, std::string before, std::string reason);
// The ticket and those merged into it, the nearest first.
std::vector<TicketId> family(db::Tx& tx, TicketId ticket);

}  // namespace sahay::facts
