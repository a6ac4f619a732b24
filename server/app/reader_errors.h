// What a reader's browser shows when something went wrong below the pages: an address that nothing answers to (404), a way of
// asking that it does not take (405), a handler that failed (500, 503). Programs keep their JSON.
// Rule of use: given to the server as its last word on every answer; needs no database when that is what failed.
// Threading: called from several workers at once.
#pragma once

#include "base/clock.h"
#include "desk/site/settings.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::app {

// Replaces the body of an error when a browser asked for a page; anything else stays as it is.
void tell_reader(const site::Settings& settings, db::Store& store, const Clock& clock, const http::Request& request, http::Response& response);

}  // namespace sahay::app
