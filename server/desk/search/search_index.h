// Keeps the word index of tickets: subject and first text, later comments, notes, names of the requester. A durable
// consumer; results lag by milliseconds. A ticket whose subject, requester or text changed is written anew.
// Threading: inside the consumer's Tx.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::search {

// Consumer "search.words" of the events below, heard in batches. Idempotent.
inline const std::vector<std::string> kIndexedEvents = {"ticket.created", "ticket.updated", "ticket.redacted", "ticket.erased"};
void index_events(db::Tx& tx, std::span<const events::Event* const> batch);

}  // namespace sahay::search
