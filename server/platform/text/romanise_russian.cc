#include <algorithm>
#include <array>
#include <utility>

#include "platform/text/romanise.h"
#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// а..я by their usual romanisation.
constexpr std::array<std::string_view, 32> kLetters = {"a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k",
                                                       "l", "m", "n", "o", "p", "r",  "s",  "t",  "u",  "f",    "kh",
                                                       "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
// What stands for one sound; longest first.
constexpr std::array<Pair, 31> kSounds = {{{"shch", "S"}, {"sch", "S"}, {"sh", "S"}, {"ch", "C"}, {"kh", "h"}, {"zh", "Z"},
                                           {"ts", "c"},   {"tz", "c"},  {"ya", "A"}, {"ja", "A"}, {"ia", "A"}, {"yu", "Y"},
                                           {"ju", "Y"},   {"iu", "Y"},  {"yo", "e"}, {"jo", "e"}, {"ye", "e"}, {"je", "e"},
                                           {"ie", "e"},   {"ck", "k"},  {"ph", "f"}, {"y", "i"},  {"j", "i"},  {"w", "v"},
                                           {"x", "ks"},   {"q", "k"},   {"'", ""},   {"`", ""},   {"-", ""},   {"\"", ""},
                                           {"4", "C"}}};
constexpr std::array<std::pair<std::string_view, std::u32string_view>, 44> kCyrillic = {
    {{"shch", U"щ"}, {"sch", U"щ"}, {"sh", U"ш"}, {"ch", U"ч"}, {"kh", U"х"}, {"zh", U"ж"}, {"ts", U"ц"}, {"tz", U"ц"},
     {"iya", U"ия"}, {"ya", U"я"},  {"ja", U"я"}, {"iyu", U"ию"}, {"yu", U"ю"}, {"ju", U"ю"}, {"yo", U"е"}, {"jo", U"е"},
     {"ye", U"е"},   {"je", U"е"},  {"iy", U"ий"}, {"yy", U"ый"}, {"ay", U"ай"}, {"oy", U"ой"}, {"ey", U"ей"}, {"a", U"а"},
     {"b", U"б"},    {"v", U"в"},   {"w", U"в"},  {"g", U"г"},  {"d", U"д"},  {"e", U"е"},  {"z", U"з"},  {"i", U"и"},
     {"y", U"ы"},    {"j", U"й"},   {"k", U"к"},  {"q", U"к"},  {"l", U"л"},  {"m", U"м"},  {"n", U"н"},  {"o", U"о"},
     {"p", U"п"},    {"r", U"р"},   {"s", U"с"},  {"t", U"т"}}};
constexpr std::array<std::pair<std::string_view, std::u32string_view>, 6> kCyrillicRest = {
    {{"u", U"у"}, {"f", U"ф"}, {"h", U"х"}, {"c", U"ц"}, {"x", U"кс"}, {"'", U"ь"}}};

constexpr std::u32string_view kLatinKeys = U"qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
constexpr std::u32string_view kRussianKeys = U"йцукенгшщзхъфывапролджэячсмитьбюё";

// Doubled letters once; the glide between i and a vowel is written or not.
std::string settled(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (!out.empty() && out.back() == c) continue;
    if (!out.empty() && out.back() == 'i' && (c == 'A' || c == 'Y' || c == 'e')) out.back() = c;
    else out += c;
  }
  return out;
}

}  // namespace

std::string russian_key_of_latin(std::string_view latin) {
  std::string out;
  while (!latin.empty()) {
    const auto sound = std::find_if(kSounds.begin(), kSounds.end(), [&](const Pair& s) { return latin.starts_with(s.first); });
    if (sound == kSounds.end()) {
      out += latin.front();
      latin.remove_prefix(1);
    } else {
      out += sound->second;
      latin.remove_prefix(sound->first.size());
    }
  }
  return settled(out);
}

std::string russian_key(std::string_view cyrillic) {
  std::string latin;
  for (const char32_t c : to_code_points(cyrillic)) {
    if (c >= U'а' && c <= U'я') latin += kLetters[c - U'а'];
    else if (c < 128) latin += char(c);
  }
  return russian_key_of_latin(latin);
}

std::string cyrillic_of_latin(std::string_view latin) {
  std::u32string out;
  const auto take = [&](const auto& table) {
    for (const auto& [from, to] : table)
      if (latin.starts_with(from)) {
        out += to;
        latin.remove_prefix(from.size());
        return true;
      }
    return false;
  };
  while (!latin.empty())
    if (!take(kCyrillic) && !take(kCyrillicRest)) return {};
  return to_utf8(out);
}

std::string other_keyboard(std::string_view folded) {
  std::u32string out;
  for (const char32_t c : to_code_points(folded)) {
    if (const auto at = kLatinKeys.find(c); at != kLatinKeys.npos) out += kRussianKeys[at] == U'ё' ? U'е' : kRussianKeys[at];
    else if (const auto back = kRussianKeys.find(c); back != kRussianKeys.npos) out += kLatinKeys[back];
    else return {};
  }
  return to_utf8(out);
}

}  // namespace sahay::text
