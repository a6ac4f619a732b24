#include "desk/search/excerpt.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "platform/text/analyse.h"

namespace sahay::search {
namespace {

constexpr std::size_t kBefore = 60;             // bytes shown in front of the first match
constexpr std::size_t kLookedAt = 200'000;      // of the body
constexpr std::string_view kDots = "… ";

struct Wanted {
  std::set<std::string, std::less<>> stems;
  std::string last;  // may be the beginning of a word

  explicit Wanted(std::string_view query) {
    const auto tokens = text::analyse(query);
    const bool only_stop = std::all_of(tokens.begin(), tokens.end(), [](const text::Token& t) { return t.stop; });
    for (const text::Token& token : tokens) {
      if (token.kind > text::TokenKind::part || (token.stop && !only_stop)) continue;
      stems.insert(token.stem);
      last = token.surface;
    }
  }
  bool matches(const text::Token& token) const {
    if (token.kind > text::TokenKind::part) return false;
    return stems.contains(token.stem) || (last.size() > 1 && token.surface.starts_with(last));
  }
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The next place at or behind `at` where a word may begin.
std::size_t word_start(std::string_view body, std::size_t at) {
  while (at < body.size() && !is_blank(body[at])) ++at;
  while (at < body.size() && is_blank(body[at])) ++at;
  return at;
}

}  // namespace

Excerpt excerpt_of(std::string_view whole, std::string_view query, std::size_t bytes) {
  std::string body(text::first(whole.substr(0, kLookedAt), kLookedAt));
  while (!body.empty() && !text::is_valid_utf8(body)) body.pop_back();
  const Wanted wanted(query);
  std::vector<std::pair<std::size_t, std::size_t>> hits;
  for (const text::Token& token : text::analyse(body))
    if (wanted.matches(token) && (hits.empty() || token.begin >= hits.back().second)) hits.emplace_back(token.begin, token.end);
  const std::size_t first = hits.empty() ? 0 : hits.front().first;
  const std::size_t begin = first > kBefore ? std::min(word_start(body, first - kBefore), first) : 0;
  std::size_t end = std::min(body.size(), begin + bytes);
  while (end < body.size() && end > begin && !is_blank(body[end])) --end;
  if (end == begin) end = std::min(body.size(), word_start(body, begin + bytes));
  Excerpt out;
  if (begin > 0) out.text = kDots;
  for (std::size_t i = begin; i < end; ++i) out.text += is_blank(body[i]) ? ' ' : body[i];
  const std::size_t shift = begin > 0 ? kDots.size() : 0;
  for (const auto& [from, to] : hits)
    if (from >= begin && to <= end) out.marks.emplace_back(from - begin + shift, to - begin + shift);
  if (end < body.size() || body.size() < whole.size()) out.text += " …";
  return out;
}

std::string to_html(const Excerpt& excerpt) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : excerpt.marks) {
    out += text::escape_html(std::string_view(excerpt.text).substr(at, begin - at));
    out += "<em>" + text::escape_html(std::string_view(excerpt.text).substr(begin, end - begin)) + "</em>";
    at = end;
  }
  return out + text::escape_html(std::string_view(excerpt.text).substr(at));
}

}  // namespace sahay::search
