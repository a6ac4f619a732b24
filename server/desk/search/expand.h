// From the text of a query to groups of words: what each query word may stand for, and how much that counts.
// Threading: inside one Tx.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "desk/search/index_view.h"
#include "desk/search/word_index.h"

namespace sahay::search {

// One reading of a query word: these words of the index, taken together.
struct Alternative {
  std::set<std::int64_t> words;
  double weight = 1;
};
// One query word. It scores as its best alternative.
struct Group {
  std::vector<Alternative> alternatives;
  double factor = 1;
  bool required = true;
  bool identifier = false;      // hits come before all others
  std::uint32_t place = 0;      // among the words that count; neighbours differ by one
  std::set<std::int64_t> exact; // the word as it was typed
};
std::vector<Group> expand(IndexView& view, const Wanted& wanted);
// The words of a phrase as they were typed, with their distance from its start; empty when one of them is unknown.
struct PhraseWord {
  std::set<std::int64_t> words;
  std::uint32_t place = 0;  // words that count between
  std::uint32_t stops = 0;  // stop words right before it; in the first place: distance to the first word
};
std::vector<PhraseWord> phrase_words(IndexView& view, std::string_view text);

}  // namespace sahay::search
