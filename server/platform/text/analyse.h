// One analyser for every search: identifiers first, then ICU words, folded by script, stemmed, with stop words marked.
// Index and query use the same function, so what was written one way is found another way ("ё"/"е", Bengali spellings,
// "১০৪২"/"1042", "ORD-2024/17"/"ord202417").
// Rule of use: kAnalyserVersion goes up with every change of what tokens come out; an index of another version is made
// again. Threading: pure (ICU iterators and stemmers are kept per thread).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

inline constexpr int kAnalyserVersion = 1;

enum class Script : std::uint8_t { latin, cyrillic, bengali, digits, other };
enum class TokenKind : std::uint8_t {
  word,        // an ordinary word
  part,        // a piece of an identifier: never stemmed
  identifier,  // the whole identifier without separators, "#ord202417"
  look_alike,  // the same with 0/O, 1/I/L, 5/S, 8/B made one, "?0rd202417"
  tail,        // its last four to six characters, "~202417"
};

struct Token {
  std::string surface;    // folded form
  std::string stem;       // what related forms share
  Script script = Script::other;
  TokenKind kind = TokenKind::word;
  bool stop = false;      // says nothing alone ("the", "и", "এই")
  // Four times its number among the words that are not stop words, plus the stop words right before it (at most three):
  // neighbours are seen across stop words, and a phrase still knows them.
  std::uint32_t position = 0;
  std::size_t begin = 0;  // bytes of the source
  std::size_t end = 0;
  bool inner = false;     // a number inside a piece of an identifier: the 4471 of "sn4471"
};

inline std::uint32_t place_of(std::uint32_t position) { return position / 4; }

// In order of the text; at most the first `most`, so that a text of a megabyte does not take seventy.
std::vector<Token> analyse(std::string_view text, std::size_t most = std::size_t(-1));
// The same with empty stems; stem_of_token() gives them where they are needed.
std::vector<Token> analyse_unstemmed(std::string_view text, std::size_t most = std::size_t(-1));
std::string stem_of_token(std::string_view surface, Script script, TokenKind kind);

// The folded form of one word: NFKC with case folding, digits as ASCII, "ё" as "е", Bengali letters as one code point.
std::string fold_word(std::string_view word);
// Every code point folded, blanks and punctuation kept: both sides of a "contains" comparison.
std::string fold_text(std::string_view text);
Script script_of(std::string_view word);
// The usual spellings of a name: lower case, upper case, first letters upper; for databases that fold ASCII only. Empty
// for ASCII.
std::vector<std::string> case_variants(std::string_view name);

}  // namespace sahay::text
