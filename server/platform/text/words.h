// Words of a text for every search: ICU word boundaries, lower case, without marks that only decorate.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

struct Word {
  std::string text;       // folded
  std::size_t begin = 0;  // bytes of the source
  std::size_t end = 0;
};
// Words with letters or digits, in order; of "sn4471" also "4471", for whoever looks for something.
std::vector<Word> words_of(std::string_view text);
// The same without the numbers inside other words: for rules, where "sn4471" and "4471" are two different words.
std::vector<Word> whole_words_of(std::string_view text);

}  // namespace sahay::text
