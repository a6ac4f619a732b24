#include "app/notifying.h"

#include "desk/notifications/notifications_api.h"

namespace sahay::app {

Notifying::Notifying(const Parts& parts, const files::SealedBox& box, Secret key, LiveText desk_name)
    : parts_(parts), push_{box, {}}, digest_{std::move(desk_name), std::move(key)} {
  push_.guard.allowed_networks = parts.config.outbound.allow;
  push_.guard.connect_timeout = std::chrono::milliseconds(5'000);
  push_.guard.total_timeout = std::chrono::milliseconds(12'000);
}

void Notifying::add_routes(const site::Settings& site) {
  notifications::reach_further = notifications::queue;
  notifications::preferences_saved = notifications::plan;
  notifications::add_notification_routes(parts_.api);
  notifications::add_push_routes(parts_.api, push_);
  notifications::add_digest_routes(parts_.api, digest_);
  notifications::add_digest_pages(parts_.router, parts_.store, site, digest_);
}

void Notifying::add_jobs() {
  parts_.worker.handle(
      notifications::kPushJob,
      [this](db::Store& store, const jobs::Job& job) { return notifications::send(store, push_, job); },
      {.attempts = 10, .concurrency = 2, .lease = std::chrono::minutes(1)});
  parts_.worker.handle(
      notifications::kDigestJob,
      [this](db::Store& store, const jobs::Job& job) { return notifications::ring(store, digest_, job); },
      {.lease = std::chrono::seconds(20)});
}

void Notifying::hear(db::Tx& tx, const events::Event& event) const {
  notifications::hear(tx, event);
  if (event.kind == "user.erased") notifications::forget_devices(tx, UserId(event.subject_id));
}

}  // namespace sahay::app
