// Inside search only: how else an identifier of a query may stand in a text: a phone with another beginning ("+7 916 ...",
// "8 916 ..."), a code with or without "0x", a number whose pieces were typed apart or joined.
// Threading: pure; bounded by the query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::search {

// Other joined forms of a joined identifier ("79161234567": "89161234567", "9161234567"); without itself.
std::vector<std::string> other_spellings(std::string_view joined);

// "фд000124": the number in a word of digits and letters that are not Latin, at least three digits; else empty.
std::string number_inside(std::string_view word);

// Two to six neighbours of which at least one has a digit, joined ("ee 123 456 789 ru"), with the first and the last of them.
struct JoinedWords {
  std::string joined;
  std::size_t first = 0, last = 0;
};
std::vector<JoinedWords> joined_neighbours(const std::vector<std::string>& words);

}  // namespace sahay::search
