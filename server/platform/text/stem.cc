#include "platform/text/stem.h"

#include <libstemmer.h>

#include <memory>

#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

struct StemmerEnd {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, StemmerEnd>;

std::string snowball(const char* language, std::string_view word) {
  thread_local const Stemmer english(sb_stemmer_new("english", "UTF_8"));
  thread_local const Stemmer russian(sb_stemmer_new("russian", "UTF_8"));
  sb_stemmer* stemmer = (language[0] == 'e' ? english : russian).get();
  if (!stemmer) return std::string(word);
  const auto* out = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), int(word.size()));
  if (!out) return std::string(word);
  return {reinterpret_cast<const char*>(out), std::size_t(sb_stemmer_length(stemmer))};
}

bool has_digit(std::string_view word) {
  for (const char c : word)
    if (c >= '0' && c <= '9') return true;
  return false;
}

// "café" and "cafe" are one word: letters of Latin-1 and Latin Extended-A without their marks.
char plain_latin(char32_t c) {
  static constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";
  static constexpr std::string_view kExtended =
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  if (c >= 0xC0 && c <= 0xFF) return kLatin1[c - 0xC0];
  if (c >= 0x100 && c < 0x100 + kExtended.size()) return kExtended[c - 0x100];
  return 0;
}

std::string without_marks(std::string_view word) {
  std::string out;
  for (const char32_t c : to_code_points(word)) {
    if (c >= 0x300 && c < 0x370) continue;
    const char plain = plain_latin(c);
    if (plain && plain != '*') out += plain;
    else out += to_utf8({&c, 1});
  }
  return out;
}

bool is_ascii(std::string_view word) {
  for (const char c : word)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

}  // namespace

std::string stem_of(std::string_view folded, Script script) {
  if (folded.size() > 80 || has_digit(folded)) return std::string(folded);
  switch (script) {
    case Script::latin: return snowball("english", is_ascii(folded) ? std::string(folded) : without_marks(folded));
    case Script::cyrillic: return snowball("russian", folded);
    case Script::bengali: return to_utf8(bengali_stem(to_code_points(folded)));
    default: return std::string(folded);
  }
}

}  // namespace sahay::text
