#include "platform/text/text_runs.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sahay::text {
namespace {

constexpr char kLead = '\xF3';               // of U+C0000 to U+FFFFF
constexpr std::size_t kShortest = 12;        // bytes; a shorter piece stays
constexpr std::size_t kMostRuns = 0xFFF0;    // of plane 15
constexpr std::size_t kHighestDigits = 5;    // a reference with fewer digits names nothing from plane 15

bool hex_digit(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Not the characters that end or begin anything in a tag or a comment: where the tokenizer was wrong about what is text, what
// follows must not be lost.
constexpr auto kPlain = [] {
  std::array<bool, 256> out{};
  for (int c = 0x20; c < 256; ++c) out[std::size_t(c)] = c != 0x7F;
  for (const char c : std::string_view("<>&\"'`-=/")) out[static_cast<unsigned char>(c)] = false;
  return out;
}();

// Controls from U+0080 to U+009F and code points that are no characters: the tree builder replaces them.
bool is_odd(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0; };
  if (byte(0) == 0xC2) return byte(1) < 0xA0;
  if (byte(0) == 0xEF) return (byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) || (byte(1) == 0xBF && byte(2) >= 0xBE);
  return byte(0) >= 0xF0 && byte(2) == 0xBF && byte(3) >= 0xBE;
}

// The end of what may be a character reference at `at`.
std::size_t behind_reference(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '#' || text[at] == ';')) ++at;
  return at;
}

}  // namespace

bool TextRuns::usable(std::string_view html) {
  if (html.find(kLead) != html.npos) return false;
  for (std::size_t at = html.find("&#"); at != html.npos; at = html.find("&#", at + 2)) {
    std::size_t begin = at + 2;
    if (begin < html.size() && (html[begin] | 0x20) == 'x') ++begin;
    while (begin < html.size() && html[begin] == '0') ++begin;
    std::size_t end = begin;
    while (end < html.size() && hex_digit(html[end])) ++end;
    if (end - begin >= kHighestDigits) return false;
  }
  return true;
}

void TextRuns::shorten(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && kPlain[static_cast<unsigned char>(text[end])] && !(text[end] < 0 && is_odd(text, end))) ++end;
    std::size_t begin = at, last = end;
    while (begin < last && text[begin] == ' ') ++begin;
    while (last > begin && text[last - 1] == ' ') --last;
    if (last - begin >= kShortest && runs_.size() < kMostRuns) {
      const auto index = unsigned(runs_.size());
      const char stand_in[] = {kLead, char(0xB0 | index >> 12), char(0x80 | (index >> 6 & 63)), char(0x80 | (index & 63))};
      out.append(text, at, begin - at).append(stand_in, sizeof stand_in).append(text, last, end - last);
      runs_.push_back(text.substr(begin, last - begin));
    } else {
      out.append(text, at, end - at);
    }
    if (end == text.size()) return;
    at = text[end] == '&' ? behind_reference(text, end) : end + 1;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;  // the rest of an odd character
    out.append(text, end, at - end);
  }
}

std::string TextRuns::restored(std::string_view text) const {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t found = std::min(text.find(kLead, at), text.size());
    out.append(text, at, found - at);
    if (found + 4 > text.size()) return out;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[found + i]); };
    const std::size_t index = std::size_t(byte(1) & 0x0F) << 12 | std::size_t(byte(2) & 63) << 6 | (byte(3) & 63);
    if (index < runs_.size()) out += runs_[index];
    at = found + 4;
  }
}

}  // namespace sahay::text
