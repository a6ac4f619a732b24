// What a comment says in the open: its text without the folded quotation and signature.
// Rule of use: for a Comment or any row with `text`, `visible_begin` and `visible_end`; the answer lives as long as the row.
// Threading: pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace sahay::tickets {

// The whole text when no range is given, or one that does not lie in it.
template <class Row>
std::string_view visible_text(const Row& row) {
  const std::string_view all = row.text;
  if (row.visible_begin < 0 || row.visible_end <= row.visible_begin || row.visible_end > std::int64_t(all.size())) return all;
  return all.substr(std::size_t(row.visible_begin), std::size_t(row.visible_end - row.visible_begin));
}

}  // namespace sahay::tickets
