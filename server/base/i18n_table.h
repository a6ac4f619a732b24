// The texts as the build embeds them: one row a key, sorted by key, the three languages in the order of Language.
// Rule of use: only i18n.cc and its test read it; tools/embed_i18n.py writes the rows.
// Threading: constants.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace sahay::i18n {

struct Cell {
  bool plain = true;      // no arguments: `text` is what people read; otherwise it is an ICU pattern
  std::string_view text;
};

struct Row {
  std::string_view key;
  std::string_view numeric;  // names of arguments that are numbers, separated by commas
  std::array<Cell, 3> cells;
};

std::span<const Row> table();

}  // namespace sahay::i18n
