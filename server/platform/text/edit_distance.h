// How far two words are apart: insert, delete, replace, swap of neighbours (optimal string alignment), over code points.
// Threading: pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace sahay::text {

// The distance, or `limit` + 1 when it is more.
int edit_distance(std::u32string_view a, std::u32string_view b, int limit);
// A set of the letters of a word as bits; one edit changes at most two of them, so strangers are told apart at once.
std::uint64_t letter_set(std::u32string_view word);
bool may_be_within(std::uint64_t a, std::uint64_t b, int edits);

}  // namespace sahay::text
