// Meaning: words of support that say the same thing, in and across our three languages: "reboot" and "перезагрузить", "cord" and
// "cable". So that a step noted in one language is known in a draft of another.
// Threading: pure.
#pragma once

#include <bitset>
#include <span>
#include <unordered_map>

#include "desk/wording/reading.h"

namespace sahay::wording {

// Groups of words, one group a line; "word*" stands for every word with that beginning, the longest beginning holds.
class Lexicon {
 public:
  explicit Lexicon(std::span<const std::string_view> lines);
  int of(const Word& word) const;  // the group's number, -1 = none

 private:
  std::unordered_map<std::string, std::vector<std::pair<std::string, int>>> beginnings_;  // by their first bytes
  std::unordered_map<std::string, int> words_;
};

// The meaning of a word, or -1 for words that only mean themselves.
int meaning_of(const Word& word);
// What a word is about, wider than its meaning: "courier", "parcel" and "доставка" are about sending things; -1 = nothing
// that we know.
int topic_of(const Word& word);
// The fields of daily life that a word belongs to: "coffee" and "завтрак" are about eating (fields.cc).
using Fields = std::bitset<96>;
Fields fields_of(const Word& word);
// Forms of one word, or words of one meaning.
bool same_meaning(const Word& a, const Word& b);

// "turn it off and on again" says restart without the word: gives the last word + 1 when such a pair begins at `at`, else 0.
std::size_t off_and_on(const Passage& passage, std::size_t at, std::size_t end);
bool is_restart(const Word& word);

// What a value is when nothing says so: "Windows 11" is an operating system, "Chrome 129" a browser.
enum class Datum : std::uint8_t { none, system, browser };
Datum datum_of(const Passage& value);

}  // namespace sahay::wording
