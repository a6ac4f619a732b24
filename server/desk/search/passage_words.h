// The words of one passage as the index keeps them: each once, with where it stands in title and body.
// Threading: pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "desk/search/segment.h"

namespace sahay::search {

struct PassageWords {
  std::map<std::string, Occurrences> words;
  std::map<std::string, std::string> stems;  // of the same words
  std::int64_t title_words = 0, body_words = 0;
};
PassageWords words_of_passage(std::string_view title, std::string_view body);

}  // namespace sahay::search
