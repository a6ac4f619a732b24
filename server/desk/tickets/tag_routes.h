// Inside tickets only: /tags with counts, and completion of a tag's first letters.
// Threading: called once at start.
#pragma once

#include "platform/api/api.h"

namespace sahay::tickets {

void add_tag_routes(api::Api& api);

}  // namespace sahay::tickets
