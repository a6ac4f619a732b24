// Bengali and Latin letters as one alphabet of sounds: k g n s S C c j t d p b m r l h, the vowels a e i o u, glides y w,
// and "~" for the vowel that is spoken and not written. "c" is what a Latin c may be: s, ch or k.
#include <algorithm>
#include <array>
#include <utility>

#include "platform/text/romanise.h"
#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

constexpr char32_t kVirama = U'\u09CD';
constexpr std::size_t kLongestSound = 48;

std::string_view consonant(char32_t c) {
  switch (c) {
    case U'ক': case U'খ': return "k";
    case U'গ': case U'ঘ': return "g";
    case U'ঙ': case U'ঞ': case U'ণ': case U'ন': return "n";
    case U'চ': return "C";
    case U'ছ': return "S";
    case U'শ': case U'ষ': case U'স': return "s";
    case U'জ': case U'ঝ': case U'য': return "j";
    case U'ট': case U'ঠ': case U'ত': case U'থ': return "t";
    case U'ড': case U'ঢ': case U'দ': case U'ধ': return "d";
    case U'প': case U'ফ': return "p";
    case U'ব': case U'ভ': return "b";
    case U'ম': return "m";
    case U'র': case U'\u09DC': case U'\u09DD': return "r";
    case U'ল': return "l";
    case U'হ': return "h";
    case U'\u09DF': return "y";
    default: return {};
  }
}

std::string_view vowel(char32_t c) {
  switch (c) {
    case U'অ': return "o";
    case U'আ': case U'া': return "a";
    case U'ই': case U'ঈ': case U'ি': case U'ী': return "i";
    case U'উ': case U'ঊ': case U'ু': case U'ূ': return "u";
    case U'এ': case U'ে': return "e";
    case U'ঐ': case U'ৈ': return "oi";
    case U'ও': case U'ো': return "o";
    case U'ঔ': case U'ৌ': return "ou";
    case U'ঋ': case U'ৃ': return "ri";
    default: return {};
  }
}

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 29> kLatinSounds = {{{"tion", "s~n"}, {"chh", "S"}, {"kkh", "k"}, {"kh", "k"}, {"gh", "g"}, {"ch", "C"},
                                                {"jh", "j"},     {"th", "t"},  {"dh", "d"},  {"ph", "p"}, {"bh", "b"}, {"sh", "s"},
                                                {"ng", "n"},     {"ck", "k"},  {"cc", "c"},  {"qu", "k"}, {"ee", "i"}, {"oo", "u"},
                                                {"aa", "a"},     {"x", "ks"},  {"z", "j"},   {"v", "b"},  {"f", "p"},  {"q", "k"},
                                                {"'", ""},       {"-", ""},    {"_", ""},    {"rh", "r"}, {"ii", "i"}}};

std::string without_doubles(std::string_view sound) {
  std::string out;
  for (const char c : sound)
    if (out.empty() || out.back() != c) out += c;
  return out;
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// What it costs to leave a sound out.
double weight(char c) {
  if (c == '~') return 0.08;
  if (is_vowel(c)) return 0.45;
  if (c == 'y' || c == 'w' || c == 'h') return 0.35;
  return 1;
}

double cost_of_pair(char a, char b) {
  const auto is = [&](std::string_view first, std::string_view second) {
    return (first.find(a) != first.npos && second.find(b) != second.npos) ||
           (first.find(b) != first.npos && second.find(a) != second.npos);
  };
  if (a == b) return 0;
  if (is("~", "o")) return 0.06;
  if (is("~", "a")) return 0.14;
  if (is("~", "eiu")) return 0.3;
  if (is_vowel(a) && is_vowel(b)) return is("e", "ia") || is("o", "ua") ? 0.22 : 0.3;
  if (is("y", "ie~") || is("w", "ou~")) return 0.15;
  if (is("yw", "aeiou~yw")) return 0.3;
  if (is("c", "CSk")) return 0.1;
  if (is("c", "s") || is("S", "Cs")) return 0.12;
  if (is("C", "s")) return 0.4;
  if (is("j", "g")) return 0.4;
  if (is("r", "d") || is("p", "b") || is("t", "d") || is("k", "g") || is("n", "m")) return 0.7;
  return weight(a) == 1 && weight(b) == 1 ? 1.1 : 1.2;
}

constexpr std::array<std::string_view, 26> kLetterNames = {"এ",  "বি", "সি", "ডি", "ই",  "এফ", "জি", "এইচ", "আই",
                                                           "জে", "কে", "এল", "এম", "এন", "ও",  "পি", "কিউ", "আর",
                                                           "এস", "টি", "ইউ", "ভি", "ডব্লিউ", "এক্স", "ওয়াই", "জেড"};

struct Chat {
  std::string_view latin;
  std::array<std::string_view, 3> bengali;
};
constexpr std::array<Chat, 62> kChat = {{{"tnx", {"থ্যাংকস", "থ্যাংক্স", "ধন্যবাদ"}}, {"thnx", {"থ্যাংকস", "থ্যাংক্স", "ধন্যবাদ"}},
    {"thx", {"থ্যাংকস", "থ্যাংক্স", "ধন্যবাদ"}}, {"thanks", {"থ্যাংকস", "থ্যাংক্স", "থ্যাঙ্কস"}}, {"tnq", {"থ্যাংক", "থ্যাংকিউ", ""}},
    {"plz", {"প্লিজ", "প্লীজ", ""}}, {"pls", {"প্লিজ", "প্লীজ", ""}}, {"plzz", {"প্লিজ", "প্লীজ", ""}}, {"plx", {"প্লিজ", "প্লীজ", ""}},
    {"please", {"প্লিজ", "প্লীজ", ""}}, {"vai", {"ভাই", "ভাইয়া", ""}}, {"vi", {"ভাই", "", ""}}, {"bhai", {"ভাই", "", ""}},
    {"bro", {"ব্রো", "", ""}}, {"r", {"আর", "", ""}}, {"k", {"কে", "", ""}}, {"a", {"এ", "", ""}}, {"e", {"এ", "ই", ""}},
    {"o", {"ও", "", ""}}, {"j", {"যে", "", ""}}, {"ta", {"টা", "তা", ""}}, {"ti", {"টি", "", ""}}, {"ai", {"এই", "", ""}},
    {"ei", {"এই", "", ""}}, {"aita", {"এইটা", "এটা", ""}}, {"eta", {"এটা", "", ""}}, {"ata", {"এটা", "", ""}},
    {"akta", {"একটা", "", ""}}, {"akti", {"একটি", "", ""}}, {"aktu", {"একটু", "", ""}}, {"ektu", {"একটু", "", ""}},
    {"ache", {"আছে", "", ""}}, {"ase", {"আছে", "আসে", ""}}, {"ace", {"আছে", "", ""}}, {"asa", {"আছে", "আসে", "আসা"}},
    {"amr", {"আমার", "", ""}}, {"apnr", {"আপনার", "", ""}}, {"amk", {"আমাকে", "", ""}}, {"apnk", {"আপনাকে", "", ""}},
    {"tmi", {"তুমি", "", ""}}, {"kmne", {"কেমনে", "", ""}}, {"jnno", {"জন্য", "", ""}}, {"jonno", {"জন্য", "", ""}},
    {"kno", {"কেন", "কোনো", ""}}, {"keno", {"কেন", "", ""}}, {"valo", {"ভালো", "ভাল", ""}}, {"vlo", {"ভালো", "ভাল", ""}},
    {"but", {"বাট", "কিন্তু", ""}}, {"bt", {"বাট", "কিন্তু", ""}}, {"kintu", {"কিন্তু", "", ""}}, {"n", {"না", "", ""}},
    {"nai", {"নাই", "নেই", ""}}, {"nei", {"নেই", "নাই", ""}}, {"kicu", {"কিছু", "", ""}}, {"kisu", {"কিছু", "", ""}},
    {"onek", {"অনেক", "", ""}}, {"onk", {"অনেক", "", ""}}, {"msg", {"মেসেজ", "ম্যাসেজ", ""}}, {"pic", {"পিক", "ছবি", ""}},
    {"id", {"আইডি", "", ""}}, {"mobile", {"মোবাইল", "", ""}}, {"kivabe", {"কিভাবে", "কীভাবে", ""}}}};

}  // namespace

std::string bengali_sound(std::string_view bengali) {
  const auto letters = to_code_points(bengali);
  std::string out;
  for (std::size_t i = 0; i < letters.size() && out.size() < kLongestSound; ++i) {
    const char32_t c = letters[i];
    const bool joined = i > 0 && letters[i - 1] == kVirama;
    if (joined && (c == U'য' || c == U'\u09DF')) {
      if (i + 1 < letters.size() && letters[i + 1] == U'া') continue;  // "ব্যা" is "ba"
      continue;
    }
    if (joined && i > 1 && c == U'ষ' && letters[i - 2] == U'ক') continue;  // ক্ষ
    if (joined && i > 1 && c == U'ব' && std::u32string_view(U"শষসতদজধ").find(letters[i - 2]) != std::u32string_view::npos) continue;
    if (c == U'ং') {
      out += 'n';
    } else if (const auto spoken = consonant(c); !spoken.empty()) {
      out += spoken;
      const char32_t next = i + 1 < letters.size() ? letters[i + 1] : 0;
      const bool vowel_sign = next == kVirama || (next >= 0x09BE && next <= 0x09CC);
      if (!vowel_sign) out += '~';
    } else if (c == U'ৎ') {
      out += 't';
    } else if (const auto sung = vowel(c); !sung.empty()) {
      out += sung;
    } else if (c < 128) {
      out += char(c);
    }
  }
  return without_doubles(out);
}

std::string bengali_sound_of_latin(std::string_view latin) {
  std::string out;
  while (!latin.empty() && out.size() < kLongestSound) {
    const auto sound =
        std::find_if(kLatinSounds.begin(), kLatinSounds.end(), [&](const Pair& s) { return latin.starts_with(s.first); });
    if (sound == kLatinSounds.end()) {
      out += latin.front();
      latin.remove_prefix(1);
    } else {
      out += sound->second;
      latin.remove_prefix(sound->first.size());
    }
  }
  return without_doubles(out);
}

std::string consonants_of(std::string_view sound) {
  std::string out;
  for (char c : sound) {
    if (is_vowel(c) || c == '~' || c == 'y' || c == 'w' || c == 'h') continue;
    if (c == 'C' || c == 'S' || c == 'c') c = 's';
    if (out.empty() || out.back() != c) out += c;
  }
  return out;
}

double sound_similarity(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a.size() > kLongestSound + 4 || b.size() > kLongestSound + 4) return 0;
  std::array<double, 64> row{};
  double total_a = 0, total_b = 0;
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = total_b += weight(b[j]);
  for (const char c : a) {
    double diagonal = total_a;
    row[0] = total_a += weight(c);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const double best = std::min({diagonal + cost_of_pair(c, b[j]), row[j + 1] + weight(c), row[j] + weight(b[j])});
      diagonal = row[j + 1];
      row[j + 1] = best;
    }
  }
  return 1 - row[b.size()] / std::max(total_a, total_b);
}

std::string spelled_in_bengali(std::string_view latin) {
  std::string out;
  for (const char c : latin) {
    if (c < 'a' || c > 'z') return {};
    out += kLetterNames[std::size_t(c - 'a')];
  }
  return out;
}

std::vector<std::string> bengali_of_chat(std::string_view latin) {
  std::vector<std::string> out;
  for (const Chat& chat : kChat)
    if (chat.latin == latin)
      for (const std::string_view word : chat.bengali)
        if (!word.empty()) out.emplace_back(word);
  return out;
}

}  // namespace sahay::text
