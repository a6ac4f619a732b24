// "Reply above this line": recognised anywhere in a line, quoted, wrapped or with changed punctuation (rule 31).
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

// `next_line` helps when a client wrapped the marker. `own` are further marker texts.
bool is_reply_marker(std::string_view line, std::string_view next_line, const std::vector<std::string>& own);

// Lower-case letters and digits with single spaces (ASCII and Cyrillic are folded, other scripts kept).
std::string letters_only(std::string_view line);

}  // namespace sahay::text
