#include "app/made_texts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include "app/demo_story.h"
#include "base/text.h"
#include "platform/text/analyse.h"

namespace sahay::app {
namespace {

struct Letters {
  std::vector<std::string> openings, vowels, closings, endings;
};

// Enough for words that look like the language and bend like it, so that stemming has work.
const std::array<Letters, MadeTexts::kLanguages>& letters() {
  static const std::array<Letters, MadeTexts::kLanguages> all = {{
      {{"b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "cl", "dr", "fl", "gr", "pl", "st", "tr", "sp", "th"},
       {"a", "e", "i", "o", "u", "ea", "ou"},
       {"", "", "n", "r", "l", "t", "s", "m", "nd", "rk", "ct"},
       {"", "", "", "s", "ed", "ing", "er", "ers", "ly", "tion", "able", "ment"}},
      {{"б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "ф", "х", "ч", "ш", "пр", "ст", "кр", "тр", "гр", "бл"},
       {"а", "е", "и", "о", "у", "я", "ы"},
       {"", "", "н", "р", "л", "т", "с", "в", "м", "ст"},
       {"", "а", "ы", "ов", "ам", "ами", "ение", "ения", "ный", "ного", "ать", "ает", "ость", "ости"}},
      {{"ক", "খ", "গ", "ঘ", "চ", "ছ", "জ", "ট", "ড", "ত", "থ", "দ", "ধ", "ন", "প", "ফ", "ব", "ভ", "ম", "র", "ল", "শ", "স", "হ"},
       {"া", "ি", "ী", "ু", "ে", "ো", ""},
       {"", "", "ন", "র", "ল", "ত", "ক", "ম"},
       {"", "", "টা", "টি", "গুলো", "ের", "কে", "তে", "রা", "দের"}},
  }};
  return all;
}

constexpr std::array<const char*, MadeTexts::kLanguages> kFiles = {"tickets_en.json", "tickets_ru.json", "tickets_bn.json"};
constexpr std::array<const char*, MadeTexts::kLanguages> kGreetings = {"Hello,", "Здравствуйте!", "নমস্কার,"};
constexpr std::array<const char*, MadeTexts::kLanguages> kStops = {". ", ". ", "। "};

// The words of the stories, the most frequent first.
std::vector<std::string> story_words(const char* file) {
  std::map<std::string, std::size_t> counts;
  const Json stories = demo_file(file);
  for (const Json& story : stories.as_array())
    for (const Json& entry : story.as_object().at("thread").as_array())
      for (const text::Token& token : text::analyse(string_at(entry.as_object(), "text").value_or("")))
        if (token.kind == text::TokenKind::word && token.script != text::Script::digits) ++counts[token.surface];
  std::vector<std::string> out;
  for (const auto& [word, count] : counts) out.push_back(word);
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return counts.at(a) > counts.at(b); });
  return out;
}

std::string made_word(const Letters& of, Chance& chance) {
  const auto any = [&](const std::vector<std::string>& list) -> const std::string& { return list[chance.below(list.size())]; };
  std::string out;
  for (std::size_t syllables = 2 + chance.below(2); syllables > 0; --syllables) out += any(of.openings) + any(of.vowels);
  return out + any(of.closings) + any(of.endings);
}

std::string capital(const std::string& word) {
  const auto variants = text::case_variants(word);
  if (!variants.empty()) return variants.back();
  std::string out = word;
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = char(out[0] - 'a' + 'A');
  return out;
}

}  // namespace

MadeTexts::MadeTexts(std::size_t words) {
  for (std::size_t language = 0; language < kLanguages; ++language) {
    auto& list = words_[language] = story_words(kFiles[language]);
    std::unordered_set<std::string> known(list.begin(), list.end());
    Chance chance(language + 1);
    while (list.size() < words) {
      std::string word = made_word(letters()[language], chance);
      if (known.insert(word).second) list.push_back(std::move(word));
    }
  }
}

std::vector<std::string> MadeTexts::common_words(std::size_t language, std::size_t count) const {
  constexpr std::size_t kShortest = 4;  // code points
  std::vector<std::string> out;
  for (const std::string& word : words_[language]) {
    const auto tokens = text::analyse(word);
    if (out.size() < count && tokens.size() == 1 && !tokens.front().stop && text::length(word) >= kShortest) out.push_back(word);
  }
  return out;
}

// Zipf's law with exponent 1: the logarithm of the rank is evenly spread.
const std::string& MadeTexts::word(std::size_t language, Chance& chance) const {
  const auto& list = words_[language];
  const double rank = std::exp(chance.share() * std::log(double(list.size()) + 1));
  return list[std::min(list.size() - 1, std::size_t(rank) - 1)];
}

void MadeTexts::add_sentence(std::string& out, std::size_t language, std::size_t words, Chance& chance) const {
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) out += ' ';
    out += i == 0 ? capital(word(language, chance)) : word(language, chance);
    if (chance.one_in(12) && i + 1 < words) out += ',';
  }
}

std::string MadeTexts::subject(std::size_t language, Chance& chance) const {
  std::string out;
  add_sentence(out, language, 3 + chance.below(6), chance);
  if (chance.one_in(40)) out += " ORD-2026/" + std::to_string(10'000 + chance.below(90'000));
  return out;
}

std::string MadeTexts::comment(std::size_t language, Chance& chance) const {
  std::string out;
  if (chance.one_in(5)) out += std::string(kGreetings[language]) + "\n\n";
  // Most are short, a few are long.
  const auto words = std::size_t(8 + 24 * -std::log(1 - chance.share()));
  for (std::size_t left = std::min<std::size_t>(words, 120); left > 0;) {
    const std::size_t now = std::min(left, 5 + chance.below(10));
    add_sentence(out, language, now, chance);
    left -= now;
    out += kStops[language];
  }
  out.pop_back();
  return out;
}

}  // namespace sahay::app
