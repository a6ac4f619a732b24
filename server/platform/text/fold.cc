// Folding: what one word looks like whatever the keyboard, the device and the caps lock.
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "platform/text/analyse.h"
#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

const icu::Normalizer2* folding() {
  static const icu::Normalizer2* const kept = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    return U_SUCCESS(status) ? instance : nullptr;
  }();
  return kept;
}

// The old way to write khanda-ta: ta, virama, zero width joiner (which folding would drop).
constexpr std::string_view kOldKhandaTa = "\u09A4\u09CD\u200D", kKhandaTa = "\u09CE";
constexpr char32_t kNukta = U'\u09BC', kAa = U'\u09BE';

// Letters that normal forms take apart become one again: suffixes and lengths count letters.
void put_bengali(std::u32string& out, char32_t c) {
  if (out.empty()) return void(out += c);
  char32_t& last = out.back();
  if (c == kNukta) {
    switch (last) {
      case U'\u09A1': last = U'\u09DC'; break;
      case U'\u09A2': last = U'\u09DD'; break;
      case U'\u09AF': last = U'\u09DF'; break;
      case U'\u09AC': last = U'\u09B0'; break;
      default: break;  // it stands where it has no meaning
    }
  } else if (c == kAa && last == U'\u0985') {
    last = U'\u0986';
  } else {
    out += c;
  }
}

std::string fold_wide(std::string_view text) {
  std::string prepared(text);
  for (auto at = prepared.find(kOldKhandaTa); at != prepared.npos; at = prepared.find(kOldKhandaTa, at + 1))
    prepared.replace(at, kOldKhandaTa.size(), kKhandaTa);
  UErrorCode status = U_ZERO_ERROR;
  std::string folded;
  if (folding()) {
    icu::StringByteSink<std::string> sink(&folded);
    folding()->normalizeUTF8(0, prepared, sink, nullptr, status);
  }
  if (!folding() || U_FAILURE(status)) folded = prepared;
  std::u32string out;
  out.reserve(folded.size());
  for (char32_t c : to_code_points(folded)) {
    if (c < 128) {
      out += c;
    } else if (c == U'ё') {
      out += U'е';
    } else if (c == 0x2019 || c == 0x02BC) {
      out += U'\'';
    } else if (c >= 0x0980 && c <= 0x09FF) {
      if (const int digit = u_charDigitValue(UChar32(c)); digit >= 0) out += char32_t(U'0' + digit);
      else put_bengali(out, c == 0x09F0 ? 0x09B0 : c);
    } else if (const int digit = u_charDigitValue(UChar32(c)); digit >= 0) {
      out += char32_t(U'0' + digit);
    } else {
      out += c;
    }
  }
  return to_utf8(out);
}

}  // namespace

std::string fold_text(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) >= 0x80) return fold_wide(text);
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  }
  return out;
}

std::string fold_word(std::string_view word) { return fold_text(word); }

std::vector<std::string> case_variants(std::string_view name) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return {};
  const auto wide = icu::UnicodeString::fromUTF8({name.data(), std::int32_t(std::min(name.size(), std::size_t{1000}))});
  const icu::Locale root = icu::Locale::getRoot();
  std::vector<std::string> out;
  for (const icu::UnicodeString& form : {icu::UnicodeString(wide).toLower(root), icu::UnicodeString(wide).toUpper(root),
                                         icu::UnicodeString(wide).toTitle(nullptr, root)}) {
    std::string spelling;
    form.toUTF8String(spelling);
    if (std::find(out.begin(), out.end(), spelling) == out.end()) out.push_back(std::move(spelling));
  }
  return out;
}

// The first letter decides; most words are of letters only.
Script script_of(std::string_view word) {
  Script found = Script::digits;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  const auto length = std::int32_t(word.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    if (c >= '0' && c <= '9') continue;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250)) return Script::latin;
    if (c >= 0x400 && c < 0x530) return Script::cyrillic;
    if (c >= 0x980 && c < 0xA00) return Script::bengali;
    if (c > 127) found = Script::other;
  }
  return found;
}

}  // namespace sahay::text
