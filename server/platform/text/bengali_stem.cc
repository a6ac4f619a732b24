// Bengali endings, outermost first: emphatic, case, plural and classifier; what had none of these may be a verb.
#include <array>

#include "platform/text/stem.h"

namespace sahay::text {
namespace {

constexpr char32_t kVirama = U'\u09CD';

bool is_letter(char32_t c) { return (c >= 0x0985 && c <= 0x09B9) || c == 0x09CE || (c >= 0x09DC && c <= 0x09E1); }

// Long and short vowels, the three kinds of s, two of n, ৎ and ত are heard alike; users spell by ear.
std::u32string spelled_by_ear(const std::u32string& word) {
  std::u32string out;
  out.reserve(word.size());
  for (const char32_t c : word) {
    switch (c) {
      case U'ী': out += U'ি'; break;
      case U'ূ': out += U'ু'; break;
      case U'ঈ': out += U'ই'; break;
      case U'ঊ': out += U'উ'; break;
      case U'ণ': out += U'ন'; break;
      case U'শ': case U'ষ': out += U'স'; break;
      case U'ৎ': out += U'ত'; break;
      case U'\u09DD': out += U'\u09DC'; break;
      case U'ঙ': out += U'ং'; break;
      case U'ঁ': case U'ঃ': break;
      default: out += c;
    }
    // "ঙ্গ" and "ঙ্ক" are also written "ংগ" and "ংক".
    if (c == kVirama && out.size() >= 2 && out[out.size() - 2] == U'ং') out.pop_back();
  }
  return out;
}

bool strip(std::u32string& word, std::u32string_view ending) {
  if (!std::u32string_view(word).ends_with(ending)) return false;
  const std::size_t rest = word.size() - ending.size();
  if (rest == 0 || word[rest - 1] == kVirama) return false;
  int letters = 0;
  for (std::size_t i = 0; i < rest; ++i) letters += is_letter(word[i]);
  if (letters < 2) return false;
  word.resize(rest);
  return true;
}

template <std::size_t N>
bool strip_one(std::u32string& word, const std::array<std::u32string_view, N>& endings) {
  for (const std::u32string_view ending : endings)
    if (strip(word, ending)) return true;
  return false;
}

// Longest first; spelled by ear as the words are.
constexpr std::array<std::u32string_view, 2> kEmphatic = {U"ই", U"ও"};
constexpr std::array<std::u32string_view, 19> kCase = {
    U"দেরকে", U"য়েরা", U"গুলিকে", U"দের", U"য়ের", U"েদের", U"েরা", U"েতে", U"রা", U"ের", U"কে", U"তে", U"য়ে", U"র",
    U"য়", U"ে", U"েও", U"েই", U"কেও"};
constexpr std::array<std::u32string_view, 14> kPlural = {U"গুলোর", U"গুলো", U"গুলি", U"গুলা", U"সমুহ", U"টুকু", U"খানা",
                                                         U"খানি", U"জন",   U"গন",  U"টি",  U"টা",  U"টির", U"টার"};
constexpr std::array<std::u32string_view, 61> kVerb = {
    U"িয়েছিলাম", U"িয়েছিলেন", U"িয়েছিল", U"িয়েছিলে", U"িতেছিলাম", U"িতেছিল", U"চ্ছিলাম", U"চ্ছিলেন", U"চ্ছিল", U"চ্ছিলে",
    U"েছিলাম",   U"েছিলেন",   U"েছিল",   U"েছিলে",   U"ছিলাম",    U"ছিলেন",  U"ছিলে",   U"ছিল",    U"িয়েছে",  U"িয়েছেন",
    U"িয়েছি",   U"িয়েছ",    U"িতেছে",  U"িতেছি",   U"চ্ছেন",    U"চ্ছে",    U"চ্ছি",    U"চ্ছ",    U"েছেন",   U"েছে",
    U"েছি",     U"েছ",      U"ছেন",    U"ছে",      U"ছি",       U"ানোর",   U"ানো",    U"াতে",    U"িলাম",   U"িলেন",
    U"লাম",     U"লেন",     U"বেন",    U"বো",      U"িব",       U"িতে",    U"িলে",    U"িয়ে",    U"তাম",    U"তেন",
    U"ুন",      U"েন",      U"বে",     U"বি",      U"ব",        U"লে",     U"ল",      U"তো",     U"তে",     U"িত",
    U"ত"};
constexpr std::array<std::u32string_view, 5> kFinal = {U"া", U"ি", U"ু", U"ে", U"ো"};

}  // namespace

std::u32string bengali_stem(std::u32string word) {
  word = spelled_by_ear(word);
  if (word.size() <= 3) return word;
  strip_one(word, kEmphatic);
  const bool case_gone = strip_one(word, kCase);
  const bool noun = strip_one(word, kPlural) || case_gone;
  if (!noun) strip_one(word, kVerb);
  strip_one(word, kFinal);
  return word;
}

}  // namespace sahay::text
