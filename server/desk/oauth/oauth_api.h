// Routes of /api/v2/oauth (clients, tokens) and the pages /oauth/authorizations/new and /oauth/tokens.
// Threading: called once at start.
#pragma once

#include "desk/oauth/oauth.h"
#include "desk/site/settings.h"
#include "platform/api/controller.h"
#include "platform/http/http.h"

namespace sahay::oauth {

void add_oauth_routes(api::Api& api);
void add_pages(http::Router& router, db::Store& store, const site::Settings& settings);

}  // namespace sahay::oauth
