// GET /api/v2/docs: the description of all routes and resources for people to read: one HTML page in the reader's
// language, made from the same route table as /openapi.json, without script.
// Rule of use: `api` lives as long as the routes are answered.
// Threading: called at start; each page is made when it is first asked for, by whichever thread asks.
#pragma once

#include "platform/api/api.h"

namespace sahay::api {

void add_docs_page(const Api& api, http::Router& router);

}  // namespace sahay::api
