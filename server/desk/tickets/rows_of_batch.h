// The tickets and comments that a batch of events is about, read with one statement each.
// Rule of use: for consumers that hear events in batches (platform/events/batches.h) and change neither what they read.
// Threading: inside one Tx.
#pragma once

#include <set>
#include <unordered_map>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

using Tickets = std::unordered_map<std::int64_t, Ticket>;    // by id; deleted ones too
using Comments = std::unordered_map<std::int64_t, Comment>;  // by id

Tickets tickets_of(db::Tx& tx, const std::set<std::int64_t>& ids);
Comments comments_of(db::Tx& tx, const std::set<std::int64_t>& ids);

}  // namespace sahay::tickets
