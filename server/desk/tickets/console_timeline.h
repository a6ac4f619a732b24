// The timeline of one ticket as the console shows it: its comments, and between them what else was changed.
// Threading: inside one Tx.
#pragma once

#include <set>

#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

// A JSON list; whoever occurs in it is added to `people`.
void write_timeline(std::string& out, const api::Context& context, db::Tx& tx, TicketId ticket, std::set<std::int64_t>& people);

// The list under "changes" of an event's data, as it stands there; empty when there is none or it is empty.
std::string_view changes_in(std::string_view data);

}  // namespace sahay::tickets
