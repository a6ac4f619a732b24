#include "desk/facts/passage.h"

#include <vector>

#include "base/text.h"

namespace sahay::facts {
namespace {

constexpr std::size_t kLongestWords = 2000, kLongestText = 1 << 20;

// The text with single blanks, and for each of its bytes the byte of the source.
struct Plain {
  std::string text;
  std::vector<std::size_t> from;
};

Plain plain(std::string_view source) {
  Plain out;
  bool blank = false;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t nbsp = source.substr(at).starts_with("\xC2\xA0") ? 2 : 0;
    if (nbsp || source[at] == ' ' || source[at] == '\t' || source[at] == '\n' || source[at] == '\r') {
      blank = true;
      at += nbsp ? nbsp : 1;
      continue;
    }
    if (blank && !out.text.empty()) {
      out.text += ' ';
      out.from.push_back(at - 1);
    }
    blank = false;
    out.text += source[at];
    out.from.push_back(at++);
  }
  return out;
}

}  // namespace

std::optional<tickets::Passage> find_words(std::string_view text, std::string_view words) {
  if (words.size() > kLongestWords) return std::nullopt;
  const Plain here = plain(text.substr(0, kLongestText)), wanted = plain(words);
  const std::size_t at = wanted.text.empty() ? std::string::npos : here.text.find(wanted.text);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = here.from[at], end = here.from[at + wanted.text.size() - 1] + 1;
  return tickets::Passage{std::int64_t(text::length(text.substr(0, begin))), std::int64_t(text::length(text.substr(0, end)))};
}

}  // namespace sahay::facts
