// Routes /search, /search/count, /search/export.
// Threading: called once at start.
#pragma once

#include "platform/api/api.h"

namespace sahay::search {

void add_search_routes(api::Api& api);

}  // namespace sahay::search
