// Words of anger and of leaving in a customer's message, in English, Russian and Bengali. A list, no understanding: irony,
// quotes of others and "not bad" are not seen through, and what is not on the list is missed (docs/user/mood.md).
// Rule of use: the lists are read at once in all three languages, because people mix them; only strong words stand there.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sahay::care {

struct FoundWords {
  std::string signal;  // "words" or "leaving_words"
  std::string words;   // as the customer wrote them, at most 80 code points
};
// Looks at the first 8,000 bytes. The graver find counts.
std::optional<FoundWords> find_mood_words(std::string_view text);

}  // namespace sahay::care
