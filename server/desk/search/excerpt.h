// The piece of a text around the words of a query, with what matched marked.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sahay::search {

struct Excerpt {
  std::string text;  // one line
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // bytes of `text`: begin, end
};
// About `bytes` long, cut at blanks. Forms of a word and words that begin with the last one count as matches.
Excerpt excerpt_of(std::string_view body, std::string_view query, std::size_t bytes = 200);
// Escaped, with <em> around the marks.
std::string to_html(const Excerpt& excerpt);

}  // namespace sahay::search
