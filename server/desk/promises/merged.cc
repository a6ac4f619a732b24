// What was promised on a request goes along when it is merged into another, and comes back when that is undone: the customer was
// told all the same.
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

constexpr int kLongestChain = 20;

// Two lines of its history and two events: both requests look different now.
void move(db::Tx& tx, const tickets::Actor& actor, Promise& promise, const tickets::Ticket& to) {
  tell(tx, actor, promise, "moved");
  promise.ticket_id = to.id;
  tx.execute(q::move, promise.id, to.id, to.last_event_id, tx.now());
  tell(tx, actor, promise, "arrived");
}

}  // namespace

void go_along(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket) {
  auto target = tickets::find(tx, ticket.merged_into);
  for (int i = 0; target && target->merged_into && i < kLongestChain; ++i) target = tickets::find(tx, target->merged_into);
  if (!target) return;
  // Updates and the word within a day are owed by the other request in its own right.
  for (Promise& promise : owed(tx, ticket.id))
    if (promise.source != "cadence" && promise.source != "desk") move(tx, actor, promise, *target);
}

void come_back(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket) {
  for (Promise& promise : tx.all<Promise>(q::moved_from, ticket.id)) move(tx, actor, promise, ticket);
}

}  // namespace sahay::promises
