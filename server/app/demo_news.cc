#include "app/demo_news.h"

#include "app/demo_news_sql.h"
#include "desk/notifications/notifications.h"
#include "platform/events/events.h"

namespace sahay::app {
namespace {

namespace q = sql::demo_news;
constexpr auto kHeardFor = std::chrono::hours(72);
constexpr auto kUnreadFor = std::chrono::hours(8);

struct Row {
  notifications::NotificationId id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, user_id))

}  // namespace

Result<void> tell_news(db::Store& store, ManualClock& clock, Time now) {
  const auto told = store.read([&](db::Tx& tx) { return tx.all<events::Event>(q::told_since, now - kHeardFor); });
  for (events::Event event : told) {
    clock.set(event.created_at);
    // As an import it tells nobody; here it is news of that day. Handing over is not imported and is heard by the server.
    event.via = "api";
    TRY(store.write([&](db::Tx& tx) -> Result<void> {
      for (const Row& row : tx.all<Row>(q::waiting_since_before, tx.now() - kUnreadFor)) notifications::mark_read(tx, row.user_id, row.id);
      notifications::hear(tx, event);
      return {};
    }));
  }
  clock.set(now);
  return store.write([&](db::Tx& tx) -> Result<void> {
    for (const Row& row : tx.all<Row>(q::waiting_since_before, now - kUnreadFor)) notifications::mark_read(tx, row.user_id, row.id);
    return {};
  });
}

}  // namespace sahay::app
