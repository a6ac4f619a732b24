// PhraseBook: phrases with plain substitutes, found in running words by stem, so that inflected forms are found too.
// A pattern is a few words; each is compared by stem, "=word" exactly as written, "begin*" and "*end" by its letters.
// Threading: immutable after making; the shipped books are made once.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "desk/wording/reading.h"

namespace sahay::wording {

struct Phrase {
  std::string_view words;
  std::string_view plain;  // alternatives separated by " | "; "" = leave it out
};

class PhraseBook {
 public:
  void add(std::string_view words, std::string_view plain);
  void add(std::span<const Phrase> phrases) {
    for (const Phrase& phrase : phrases) add(phrase.words, phrase.plain);
  }
  bool empty() const { return entries_.empty(); }

  struct Hit {
    std::size_t first = 0, last = 0;  // words of the passage
    std::string_view plain;
  };
  // From left to right, the longest phrase at each place, none inside another and none across sentences.
  std::vector<Hit> find(const Passage& passage) const;

 private:
  struct Piece {
    enum class Kind : std::uint8_t { stem, exact, begins, ends } kind;
    std::string text;
    bool fits(const Word& word) const;
  };
  struct Entry {
    std::vector<Piece> pieces;
    std::string plain;
  };
  void longest(const std::vector<std::size_t>& candidates, const Passage& passage, std::size_t at, std::size_t limit,
               const Entry*& best) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_;      // stem or exact word of the first piece
  std::unordered_map<std::string, std::vector<std::size_t>> by_beginning_;  // "begin*" by its first bytes
  std::vector<std::size_t> loose_;                                          // a short "begin*", or "*end"
};

std::span<const Phrase> english_officialese();
std::span<const Phrase> russian_officialese();
std::span<const Phrase> bengali_officialese();
std::span<const Phrase> english_jargon();
std::span<const Phrase> russian_jargon();
std::span<const Phrase> bengali_jargon();
// Abbreviations that are jargon when they stand in capitals (abbreviations.cc).
std::span<const Phrase> shipped_abbreviations(i18n::Language language);
inline std::span<const Phrase> shipped_jargon(i18n::Language language) {
  return language == i18n::Language::ru   ? russian_jargon()
         : language == i18n::Language::bn ? bengali_jargon()
                                          : english_jargon();
}
inline std::span<const Phrase> shipped_officialese(i18n::Language language) {
  return language == i18n::Language::ru   ? russian_officialese()
         : language == i18n::Language::bn ? bengali_officialese()
                                          : english_officialese();
}

// Patterns as people read them: without the marks of the notation.
std::string shown(std::string_view pattern);

}  // namespace sahay::wording
