// The pages of the help centre: / /categories/{id} /sections/{id} /articles/{id}-{slug} /search /search/suggest and the
// "Did this solve it?" form. Server-rendered, no script needed.
// Rule of use: add_pages() once before the server starts; store and settings outlive the router.
// Threading: handlers run on several workers at once.
#pragma once

#include "desk/site/settings.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::helpcenter {

void add_pages(http::Router& router, db::Store& store, const site::Settings& settings);

}  // namespace sahay::helpcenter
