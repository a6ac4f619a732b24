// Routes of guided reports: drafts for whoever holds their key (widget, other programs), what staff see of sent ones, the words
// that ask a customer for one; and the pages, which need no script.
// Rule of use: called once, before the server starts; everything passed outlives the router.
// Threading: handlers run on several workers at once.
#pragma once

#include "desk/guided/guided.h"
#include "desk/site/settings.h"
#include "platform/api/api.h"
#include "platform/api/resource.h"

namespace sahay::guided {

const api::Resource<Report>& report_resource();
void add_guided_routes(api::Api& api, files::Directory& files, const Links& links);
// /report, /report/{key}, /requests/{id}/report.
void add_guided_pages(http::Router& router, db::Store& store, files::Directory& files, const site::Settings& settings, const Links& links);

}  // namespace sahay::guided
