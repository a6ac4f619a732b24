// Reading: a text cut into sentences and words, folded and stemmed once, so that no rule does it again.
// Sentences end at . ! ? … and the Bengali danda before a blank, and at line ends; nothing here depends on a language.
// Threading: pure; a Reading keeps views into its Draft, which must outlive it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "desk/wording/draft.h"
#include "platform/text/analyse.h"

namespace sahay::wording {

struct Word {
  std::string folded;  // as fold_word: lower case, "ё" as "е"
  std::string stem;
  text::Script script = text::Script::other;
  std::size_t begin = 0, end = 0;  // bytes of the text
  bool capital = false;            // starts with an upper-case letter
  bool digit = false;              // starts with a digit
  bool quoted = false;             // between quotation marks: not the writer's own wording
};

struct Sentence {
  std::size_t first = 0, last = 0;  // words [first, last)
  std::size_t begin = 0, end = 0;   // bytes, without blanks at the ends
  bool asks = false;                // ends with a question mark
};

struct Passage {
  std::string_view text;
  std::vector<Word> words;
  std::vector<Sentence> sentences;

  std::string_view cut(std::size_t begin, std::size_t end) const { return text.substr(begin, end - begin); }
};
inline constexpr std::size_t kLongestText = 20'000;  // bytes that are read; the rest of a longer draft is not judged

Passage read_passage(std::string_view text);

struct Reading {
  explicit Reading(const Draft& of) : draft(of), answer(read_passage(of.text)), question(read_passage(of.question)) {}
  const Draft& draft;
  Passage answer, question;
};

// A closed list of words, given as one text; compared folded.
class WordSet {
 public:
  WordSet(std::initializer_list<std::string_view> texts);
  bool has(const Word& word) const { return words_.contains(word.folded); }

 private:
  std::unordered_set<std::string> words_;
};

// Whether two stems are forms of one word: equal, alike in a long beginning, or the same without a Russian prefix.
bool akin(const Word& a, const Word& b);
// Whether the word says something by itself: no article, pronoun, question word or politeness.
bool has_content(const Word& word);
// Letters of the three scripts that we judge.
struct Letters {
  std::size_t latin = 0, cyrillic = 0, bengali = 0;
  std::size_t others = 0;  // of any other alphabet; not part of all()
  std::size_t all() const { return latin + cyrillic + bengali; }
  text::Script most() const;  // other when there are none
};
Letters letters_of(std::string_view text);

}  // namespace sahay::wording
