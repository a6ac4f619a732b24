// The action "notification_webhook": [id, "<text with placeholders>"] of rules; values are escaped for JSON.
// Rule of use: add_webhook_action() once at start.
// Threading: as the list of actions.
#pragma once

namespace sahay::webhooks {

void add_webhook_action();

}  // namespace sahay::webhooks
