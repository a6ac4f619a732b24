// Routes /search, /search/count, /search/export.
// Threading: called once at start.
#pragma once

#include <functional>
#include <string>

#include "platform/api/api.h"

namespace sahay::search {

void add_search_routes(api::Api& api);

// What type:article finds: the help centre registers itself at start. Writes the results from `skip` on, at most `room`;
// gives back how many there are. Without it nothing is found.
using ArticleResults = std::function<std::int64_t(api::Context&, db::Tx&, const std::string& words, std::int64_t skip, std::int64_t room, JsonWriter&)>;
extern ArticleResults article_results;

}  // namespace sahay::search
