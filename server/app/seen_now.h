// What customers see now, for whoever sets up hours and deadlines: the desk's own words to customers, made from what is typed and
// not stored yet. POST /business_hours/preview, POST /slas/policies/preview.
// Rule of use: words come from where pages and letters take them; what must be stored for that is taken back.
// Threading: handlers run on several workers.
#pragma once

#include "desk/site/settings.h"
#include "platform/api/api.h"

namespace sahay::app {

// `settings` outlives the routes.
void add_seen_now_routes(api::Api& api, const site::Settings& settings);

}  // namespace sahay::app
