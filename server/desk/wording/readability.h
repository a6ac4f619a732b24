// How hard a text is to read, as one number with its formula named. English: Flesch reading ease (R. Flesch, "A new
// readability yardstick", 1948): 206.835 - 1.015 words/sentence - 84.6 syllables/word. Russian: the same with the constants
// of I. Oborneva (2006): 206.835 - 1.3 words/sentence - 60.1 syllables/word. For Bengali we know of no formula that was checked
// against readers and is free to use: there the lengths of sentences and words are shown, and a level by the limits
// below, without a score. Lines of one or two words (greeting, name) do not count.
// Threading: pure.
#pragma once

#include "desk/wording/reading.h"

namespace sahay::wording {

struct Readability {
  std::string_view formula;  // flesch_1948, oborneva_2006, lengths
  bool has_score = false;
  double score = 0;          // 0 hard to 100 easy
  std::string_view level;    // easy, medium, hard; "" without words
  int sentences = 0, words = 0;
  double words_per_sentence = 0, letters_per_word = 0, syllables_per_word = 0;
};
// easy from 60, medium from 40; without a score: easy up to 10 words a sentence and 5 letters a word, hard above 16 or 6.5.
Readability readability_of(const Passage& passage);

// Groups of vowels without a silent "e"; Russian: vowels. At least 1.
int syllables_of(const Word& word);

}  // namespace sahay::wording
