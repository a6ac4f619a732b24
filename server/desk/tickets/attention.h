// What a floor above finds out about tickets: which call for attention ("stuck", "bouncing"), and who wants to be told of
// a change in its own transaction (a consumer of every event would cost a write for each).
// Rule of use: set once at start by app/wiring.cc; empty: nobody looks.
// Threading: called inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::tickets {

inline std::function<std::vector<std::string>(db::Tx&, TicketId)> attention;
// Quick: it decides by what it keeps in memory, and may emit an event of its own.
inline std::function<void(db::Tx&, const events::Event&)> change_made;

}  // namespace sahay::tickets
