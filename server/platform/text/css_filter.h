// The style attribute of strangers: an allow-list of properties, no url(), no expressions, no positions that leave the
// frame of the message. Linear.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>

namespace sahay::text {

// The declarations that may stay, re-written as "name:value;..."; empty when none may.
std::string filter_style(std::string_view style);

}  // namespace sahay::text
