// The word index of tickets: subject, comments, requester. A durable consumer keeps it; results lag by milliseconds.
// Threading: inside the consumer's Tx.
#pragma once

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::search {

// Consumer "search" of ticket.created and ticket.updated: adds the words of what is new. Idempotent.
void index_event(db::Tx& tx, const events::Event& event);

}  // namespace sahay::search
