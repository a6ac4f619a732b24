// What machines ask for: /robots.txt, /sitemap.xml, and Atom feeds (RFC 4287) of all answers, a category or a section
// (/feed.atom, /categories/{id}/feed.atom, /sections/{id}/feed.atom; ?lang= chooses the language).
// Rule of use: add_machine_files() once; every file shows what somebody who is not signed in may read, whoever asks.
// Threading: handlers run on several workers at once.
#pragma once

#include "desk/site/settings.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::helpcenter {

void add_machine_files(http::Router& router, db::Store& store, const site::Settings& settings);

}  // namespace sahay::helpcenter
