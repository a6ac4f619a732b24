// Who wants to be told of a change of a ticket in its own transaction (a consumer of every event would cost a write for
// each of them).
// Rule of use: set once at start by app/wiring.cc; empty: nobody listens.
// Threading: called inside one Tx.
#pragma once

#include <functional>

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::tickets {

// Quick: it decides by what it keeps in memory, and may emit an event of its own.
inline std::function<void(db::Tx&, const events::Event&)> change_made;

}  // namespace sahay::tickets
