#include "platform/text/words.h"

#include "platform/text/analyse.h"

namespace sahay::text {

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (Token& token : analyse(text))
    if (token.kind <= TokenKind::part) words.push_back({std::move(token.surface), token.begin, token.end});
  return words;
}

}  // namespace sahay::text
