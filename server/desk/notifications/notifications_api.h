// Routes: /notifications, /notification_settings. Everything is the caller's own.
// Threading: called once at start.
#pragma once

#include "desk/notifications/notifications.h"
#include "platform/api/api.h"

namespace sahay::notifications {

void add_notification_routes(api::Api& api);

// Called when somebody has saved how they want to hear; set once at start.
inline std::function<void(db::Tx&, const people::User&, const Preferences&)> preferences_saved;

}  // namespace sahay::notifications
