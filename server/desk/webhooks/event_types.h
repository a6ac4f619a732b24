// What a subscription may name, and what an event of ours is called there: one event of ours may be several of theirs
// (a change of status and a comment in one update).
// Threading: pure; payloads read inside one Tx.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::webhooks {

struct Message {
  std::string event_type;  // "zen:event-type:ticket.created"
  std::string payload;     // JSON
};

// kByRules, a known type, or a prefix of known ones with "*" at its end.
bool is_known_subscription(std::string_view name);
// Of one event, empty when nobody can subscribe to it. `account` and names of people are not in it; clients read them.
std::vector<Message> messages_of(db::Tx& tx, const events::Event& event);

}  // namespace sahay::webhooks
