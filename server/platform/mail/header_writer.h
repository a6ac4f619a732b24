// Writing header fields: encoded words (RFC 2047), long parameters (RFC 2231), folding. Nothing that comes from outside
// can start a new field: CR, LF and controls never leave clean_header_value.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace sahay::mail {

std::string clean_header_value(std::string_view value);
std::vector<std::string> encode_words(std::string_view value);
bool is_header_name(std::string_view name);
// "Name: a, b, c" folded between (and, at spaces, within) the tokens.
std::string folded_tokens(std::string_view name, const std::vector<std::string>& tokens, std::string_view separator);
// ";\r\n name=..." ready to be appended to a Content-Type or Content-Disposition.
std::string parameter(std::string_view name, std::string_view value);
// "Mon, 02 Jun 2025 10:00:00 +0000"
std::string format_date(Time t);

}  // namespace sahay::mail
