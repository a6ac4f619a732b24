// The word index of tickets: subject, comments, requester. A durable consumer keeps it; results lag by milliseconds.
// Threading: inside the consumer's Tx.
#pragma once

#include <string>
#include <vector>

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::search {

// Consumer "search" of the events below: adds the words of what is new, drops those of a ticket erased for ever.
// Idempotent.
inline const std::vector<std::string> kIndexedEvents = {"ticket.created", "ticket.updated", "ticket.erased"};
void index_event(db::Tx& tx, const events::Event& event);

}  // namespace sahay::search
