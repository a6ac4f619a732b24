#include "app/rules.h"

#include "app/desk_facts.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/watch.h"
#include "desk/views/views.h"

namespace sahay::app {

Rules::Rules(const Parts& parts) : parts_(parts) {
  automation::add_notification_actions();
  tickets::site_address = [&config = parts.config] { return config.server.public_url; };
  tickets::desk_name = [] { return desk_facts().name.text(); };
  tickets::watched_rows = views::watched_rows;
  tickets::watched_count = [](db::Tx& tx, const api::Where& where) {
    const std::int64_t value = views::count(tx, where).value;
    return tickets::WatchedCount{value, value <= views::kExact};
  };
}

void Rules::add_routes() {
  automations_.add_routes(parts_.api, parts_.store);
  views::add_view_routes(parts_.api);
}

void Rules::add_consumers() { automations_.add_consumers(parts_.dispatcher); }

void Rules::add_jobs() { automations_.add_jobs(parts_.worker); }

Result<void> Rules::start() {
  TRY(automations_.start(parts_.store));
  return parts_.store.write([](db::Tx& tx) -> Result<void> {
    views::create_first_views(tx);
    views::create_watch_views(tx);
    return {};
  });
}

}  // namespace sahay::app
