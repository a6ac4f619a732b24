#include "platform/text/words.h"

#include "platform/text/analyse.h"

namespace sahay::text {

namespace {

std::vector<Word> words_in(std::string_view text, bool inner) {
  std::vector<Word> words;
  for (Token& token : analyse_unstemmed(text))
    if (token.kind <= TokenKind::part && (inner || !token.inner))
      words.push_back({std::move(token.surface), token.begin, token.end});
  return words;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) { return words_in(text, true); }
std::vector<Word> whole_words_of(std::string_view text) { return words_in(text, false); }

}  // namespace sahay::text
