#include "desk/wording/readability.h"

#include <algorithm>
#include <cmath>

#include "platform/text/unicode_words.h"

namespace sahay::wording {
namespace {

constexpr std::u32string_view kRussianVowels = U"аеёиоуыэюя", kEnglishVowels = U"aeiouy";

bool is_mark(char32_t c) {  // Bengali vowel signs and the virama are parts of a letter
  return (c >= 0x981 && c <= 0x983) || (c >= 0x9BC && c <= 0x9CD) || c == 0x9D7;
}

int letters_of_word(const Word& word) {
  const auto points = text::to_code_points(word.folded);
  return int(std::count_if(points.begin(), points.end(), [](char32_t c) { return !is_mark(c); }));
}

}  // namespace

int syllables_of(const Word& word) {
  const auto points = text::to_code_points(word.folded);
  if (word.script == text::Script::cyrillic)
    return std::max<int>(1, int(std::count_if(points.begin(), points.end(), [](char32_t c) { return kRussianVowels.find(c) != std::u32string_view::npos; })));
  int groups = 0;
  bool before = false;
  for (const char32_t c : points) {
    const bool vowel = kEnglishVowels.find(c) != std::u32string_view::npos;
    groups += vowel && !before;
    before = vowel;
  }
  const std::string& w = word.folded;
  const bool silent = w.size() > 2 && (w.ends_with("e") || w.ends_with("es") || w.ends_with("ed")) && !w.ends_with("le") && !w.ends_with("ted") && !w.ends_with("ded") &&
                      !w.ends_with("ses") && !w.ends_with("ces") && !w.ends_with("zes") && !w.ends_with("xes") && !w.ends_with("ches") && !w.ends_with("shes") && !w.ends_with("ges");
  return std::max(1, groups - (silent && groups > 1));
}

Readability readability_of(const Passage& passage) {
  Readability out;
  std::size_t syllables = 0, letters = 0;
  for (const Sentence& sentence : passage.sentences) {
    if (sentence.last - sentence.first < 3) continue;
    ++out.sentences;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      ++out.words;
      syllables += std::size_t(syllables_of(passage.words[i]));
      letters += std::size_t(letters_of_word(passage.words[i]));
    }
  }
  const auto script = letters_of(passage.text).most();
  out.formula = script == text::Script::cyrillic ? "oborneva_2006" : script == text::Script::latin ? "flesch_1948" : "lengths";
  if (!out.words) return out;
  out.words_per_sentence = double(out.words) / out.sentences;
  out.letters_per_word = double(letters) / out.words;
  if (script == text::Script::latin || script == text::Script::cyrillic) {
    out.syllables_per_word = double(syllables) / out.words;
    const double raw = script == text::Script::cyrillic ? 206.835 - 1.3 * out.words_per_sentence - 60.1 * out.syllables_per_word
                                                        : 206.835 - 1.015 * out.words_per_sentence - 84.6 * out.syllables_per_word;
    out.has_score = true;
    out.score = std::clamp(raw, 0.0, 100.0);
    out.level = out.score >= 60 ? "easy" : out.score >= 40 ? "medium" : "hard";
  } else {
    out.level = out.words_per_sentence > 16 || out.letters_per_word > 6.5 ? "hard" : out.words_per_sentence <= 10 && out.letters_per_word <= 5 ? "easy" : "medium";
  }
  return out;
}

}  // namespace sahay::wording
