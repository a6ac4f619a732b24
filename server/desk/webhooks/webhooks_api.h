// Routes of /webhooks: CRUD with string ids, signing secret, test, invocation log, attempts, replay.
// Threading: called once at start; `options` outlives the API.
#pragma once

#include "desk/webhooks/webhooks.h"
#include "platform/api/controller.h"

namespace sahay::webhooks {

void add_webhook_routes(api::Api& api, const http::GuardOptions& options);
void add_invocation_routes(api::Api& api);

// The webhook that the path names, or not_found.
Result<Webhook> webhook_of(const api::Context& context, db::Tx& tx);

}  // namespace sahay::webhooks
