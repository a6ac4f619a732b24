// start_time of the incremental exports: seconds since 1970, as each kind of client writes them.
// Threading: pure.
#pragma once

#include "platform/api/api.h"

namespace sahay::api {

// "1577836800", "1577836800.0" (Python's timestamps) or a time as ISO 8601 has it.
Result<std::int64_t> start_time(const Context& context);

}  // namespace sahay::api
