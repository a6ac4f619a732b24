// Lists that are short and come whole: what follows their rows, in the kind of pages that the client asked for.
// Threading: pure.
#pragma once

#include "platform/api/list_query.h"

namespace sahay::api {

// next_page, previous_page and count; with page[size] and its like meta and links, which say that this was all.
void end_whole_list(JsonWriter& writer, const Context& context, std::size_t count);

}  // namespace sahay::api
