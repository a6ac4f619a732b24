#include "platform/events/elsewhere.h"

#include "platform/db/attached.h"
#include "platform/events/event_sql.h"
#include "platform/events/feed.h"

namespace sahay::events {
namespace {

constexpr int kAtOnce = 500;

}  // namespace

Elsewhere::Elsewhere(db::Store& store) : store_(store), feed_(db::Attached<Feed>::attach(store)) {
  feed_->notes_own = true;
  seen_ = store_.read([](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::event::last_event).value_or(0); });
}

Elsewhere::~Elsewhere() { feed_->notes_own = false; }

// Write transactions of all processes take turns, so ids come in the order of commits and none turns up behind `seen_`.
// An own event that is on disk but not yet noted is published twice; a live consumer bears that, a missing one not.
void Elsewhere::look() {
  for (;;) {
    const auto events = store_.read([&](db::Tx& tx) { return tx.all<Event>(sql::event::events_after, seen_, kAtOnce); });
    bool foreign = false;
    for (const Event& event : events) {
      seen_ = event.id;
      if (feed_->take_own(event.id)) continue;
      foreign = true;
      feed_->publish(event);
    }
    if (foreign) feed_->bell.ring();
    if (events.size() < std::size_t(kAtOnce)) return;
  }
}

}  // namespace sahay::events
