#include "desk/search/spellings.h"

#include <algorithm>
#include <set>

namespace sahay::search {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// How numbers of a country begin: from abroad, at home.
constexpr std::string_view kBeginnings[] = {"7", "8", "880", "0", "44", "91", "1", "00"};
constexpr std::size_t kShortestPhone = 9, kLongestPhone = 15, kMostTogether = 6, kShortestJoined = 5, kLongestJoined = 40;

}  // namespace

std::vector<std::string> other_spellings(std::string_view joined) {
  std::set<std::string> out;
  if (joined.starts_with("0x") && joined.size() > 5) out.emplace(joined.substr(2));
  else if (joined.size() >= 6 && joined.size() <= 16 && std::all_of(joined.begin(), joined.end(), is_hex) && has_digit(joined)) out.insert("0x" + std::string(joined));
  if (all_digits(joined) && joined.size() >= kShortestPhone && joined.size() <= kLongestPhone) {
    std::set<std::string> own = {std::string(joined)};
    for (const std::string_view begin : kBeginnings)
      if (joined.starts_with(begin) && joined.size() - begin.size() >= kShortestPhone) own.emplace(joined.substr(begin.size()));
    for (const std::string& number : own) {
      out.insert(number);
      if (number.size() > 10) continue;
      for (const std::string_view begin : kBeginnings)
        if (begin != "00") out.insert(std::string(begin) + number);
    }
  }
  out.erase(std::string(joined));
  return {out.begin(), out.end()};
}

std::string number_inside(std::string_view word) {
  // Latin letters and digits in one word are an identifier of their own.
  const bool latin = std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (all_digits(word) || latin) return {};
  std::string_view longest;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && is_digit(word[end])) ++end;
    if (end - at > longest.size()) longest = word.substr(at, end - at);
    at = end + 1;
  }
  return longest.size() >= 3 ? std::string(longest) : std::string();
}

std::vector<JoinedWords> joined_neighbours(const std::vector<std::string>& words) {
  std::vector<JoinedWords> out;
  for (std::size_t first = 0; first < words.size(); ++first) {
    std::string joined = words[first];
    for (std::size_t last = first + 1; last < words.size() && last < first + kMostTogether; ++last) {
      joined += words[last];
      if (joined.size() > kLongestJoined) break;
      if (joined.size() >= kShortestJoined && has_digit(joined)) out.push_back({joined, first, last});
    }
  }
  return out;
}

}  // namespace sahay::search
