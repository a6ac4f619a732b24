// The words of one passage as the index keeps them: each once, with where it stands in title and body.
// Threading: pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/analyse.h"

namespace sahay::search {

struct PassageWord {
  std::string text;
  text::Script script = text::Script::other;
  text::TokenKind kind = text::TokenKind::word;
  std::uint16_t title = 0, body = 0;  // how often in each
  std::uint32_t first = 0;            // of its positions, in those of the passage
};

struct PassageWords {
  std::vector<PassageWord> words;        // in the order of their bytes
  std::vector<std::uint32_t> positions;  // word after word, those in the title first
  std::int64_t title_words = 0, body_words = 0;

  std::span<const std::uint32_t> positions_of(const PassageWord& word) const {
    return std::span(positions).subspan(word.first, std::size_t(word.title) + word.body);
  }
};
PassageWords words_of_passage(std::string_view title, std::string_view body);

// What related forms of the word share. Not kept with each word: only words that are new to the index need it.
std::string stem_of(const PassageWord& word);

}  // namespace sahay::search
