// Keeps the word index of tickets: subject and first text, later comments, notes, names of the requester. A durable
// consumer; results lag by milliseconds. A ticket whose subject, requester or text changed is written anew.
// Threading: inside the consumer's Tx.
#pragma once

#include <string>
#include <vector>

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::search {

// Consumer "search.words" of the events below. Idempotent.
inline const std::vector<std::string> kIndexedEvents = {"ticket.created", "ticket.updated", "ticket.redacted", "ticket.erased"};
void index_event(db::Tx& tx, const events::Event& event);

}  // namespace sahay::search
