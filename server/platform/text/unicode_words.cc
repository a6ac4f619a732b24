#include "platform/text/unicode_words.h"

#include <unicode/brkiter.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

namespace sahay::text {
namespace {

icu::BreakIterator* boundaries() {
  thread_local const std::unique_ptr<icu::BreakIterator> kept = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  return kept.get();
}

// What an ASCII character is to the word boundaries of Unicode (UAX 29, WB5 to WB13b, as ICU has
// them: "@" counts as a letter).
enum Boundary : std::uint8_t { apart, letter, digit, joiner, between_digits, between_either };

constexpr Boundary boundary_of(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@') return letter;
  if (c >= '0' && c <= '9') return digit;
  switch (c) {
    case '_': return joiner;
    case ',':
    case ';': return between_digits;
    case '.':
    case '\'': return between_either;
    default: return apart;
  }
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// Most texts need none of the tables of ICU.
void each_ascii_word(std::string_view text, const std::function<void(std::size_t, std::size_t, bool)>& word) {
  static constexpr auto table = [] {
    std::array<Boundary, 128> all{};
    for (unsigned char c = 0; c < 128; ++c) all[c] = boundary_of(c);
    return all;
  }();
  const auto at = [&](std::size_t i) { return i < text.size() ? table[static_cast<unsigned char>(text[i])] : apart; };
  const auto inner = [](Boundary b) { return b == letter || b == digit || b == joiner; };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (!inner(at(i))) {
      ++i;
      continue;
    }
    bool says_something = false;
    while (true) {
      says_something |= at(i) != joiner;
      const Boundary last = at(i++), next = at(i);
      if (inner(next)) continue;
      const bool joins = last == at(i + 1) && ((last != joiner && next == between_either) || (last == digit && next == between_digits));
      if (!joins) break;
      ++i;
    }
    if (says_something || i - begin > 1) word(begin, i, false);
  }
}

}  // namespace

std::u32string to_code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto length = std::int32_t(utf8.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    out += char32_t(c);
  }
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 2);
  for (const char32_t c : code_points) {
    std::uint8_t bytes[4];
    std::int32_t length = 0;
    UBool error = false;
    U8_APPEND(bytes, length, 4, UChar32(c), error);
    if (!error) out.append(reinterpret_cast<const char*>(bytes), std::size_t(length));
  }
  return out;
}

void each_word(std::string_view text, const std::function<void(std::size_t, std::size_t, bool)>& word) {
  if (is_ascii(text)) return each_ascii_word(text, word);
  auto* iterator = boundaries();
  if (!iterator || text.empty() || text.size() > std::size_t{1} << 30) return;
  const auto wide = icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())});
  iterator->setText(wide);
  // Bytes of the source: a malformed byte became one U+FFFD, so the source is walked beside the iterator.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = std::int32_t(text.size());
  std::int32_t byte = 0, unit = 0;
  const auto advance = [&](std::int32_t upto) {
    while (unit < upto && byte < length) {
      UChar32 c = 0;
      U8_NEXT_OR_FFFD(bytes, byte, length, c);
      unit += U16_LENGTH(c);
    }
    return std::size_t(byte);
  };
  std::int32_t begin = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    const auto status = iterator->getRuleStatus();
    if (status < UBRK_WORD_NUMBER) continue;
    const std::size_t from = advance(begin);
    word(from, advance(end), status >= UBRK_WORD_KANA);
  }
}

}  // namespace sahay::text
