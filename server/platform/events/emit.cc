#include "platform/db/attached.h"
#include "platform/db/nodes.h"
#include "platform/events/elsewhere.h"
#include "platform/events/event_sql.h"
#include "platform/events/feed.h"

namespace sahay::events {

std::int64_t emit(db::Tx& tx, Event event) {
  event.id = tx.new_id("events");
  event.created_at = tx.now();
  tx.post(sql::event::insert_event, event.id, event.kind, event.subject_id, event.actor_id, event.via,
          event.cause_id, event.depth, event.created_at, event.data);
  const std::int64_t id = event.id;
  db::tell_nodes(tx, kToldTopic);
  if (auto feed = db::Attached<Feed>::find(tx.origin())) {
    if (feed->has_live())
      tx.after_commit([feed, event = std::move(event)] {
        if (feed->notes_own) feed->note_own(event.id);
        feed->publish(event);
        feed->bell.ring();
      });
    else
      tx.after_commit([feed] { feed->bell.ring(); });
  }
  return id;
}

}  // namespace sahay::events
