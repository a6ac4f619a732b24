#include "desk/search/passage_words.h"

#include <algorithm>

#include "platform/text/analyse.h"

namespace sahay::search {
namespace {

constexpr std::size_t kMostWords = 20'000;       // of one passage; a longer one is found by its beginning
constexpr std::uint16_t kMostOccurrences = 200;  // of one word in it
constexpr std::uint32_t kGap = 8;                // between title and body: the last and the first word are no neighbours

}  // namespace

PassageWords words_of_passage(std::string_view title, std::string_view body) {
  PassageWords out;
  std::uint32_t before = 0;
  for (const bool in_title : {true, false}) {
    std::uint32_t last = before;
    for (text::Token& token : text::analyse(in_title ? title : body, kMostWords)) {
      const std::uint32_t position = before + token.position;
      last = std::max(last, position);
      if (token.kind <= text::TokenKind::part) ++(in_title ? out.title_words : out.body_words);
      out.stems.try_emplace(token.surface, std::move(token.stem));
      Occurrences& one = out.words[std::move(token.surface)];
      std::uint16_t& occurrences = in_title ? one.title : one.body;
      if (occurrences >= kMostOccurrences) continue;
      ++occurrences;
      one.positions.push_back(position);
    }
    before = (last / 4) * 4 + kGap;
  }
  return out;
}

}  // namespace sahay::search
