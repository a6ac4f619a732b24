// Code points and ICU word boundaries for the analyser.
// Threading: pure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sahay::text {

std::u32string to_code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);

// Calls word(begin, end, ideographic) for each word with letters or digits, in order.
void each_word(std::string_view text, const std::function<void(std::size_t, std::size_t, bool)>& word);

}  // namespace sahay::text
