// Content tags of articles: a short list of words with ids, kept under /guide/content_tags; an article names them by id.
// Threading: inside one Tx; routes are added once at start.
#pragma once

#include "desk/helpcenter/article.h"
#include "platform/api/controller.h"

namespace sahay::helpcenter {

// "content_tag_ids" as a client sends it: texts or numbers. Errors: invalid (no list, too many, no such tag).
Result<std::vector<std::int64_t>> read_content_tags(db::Tx& tx, const Json& in);
void set_content_tags(db::Tx& tx, ArticleId article, const std::vector<std::int64_t>& ids);

void add_content_tag_routes(api::Api& api);

}  // namespace sahay::helpcenter
