#include "platform/text/analyse.h"

#include <algorithm>

#include "platform/text/identifiers.h"
#include "platform/text/stem.h"
#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

constexpr std::size_t kLongestWord = 100;  // bytes; longer runs are no words of any language
constexpr std::size_t kLongNumber = 7;     // digits from which a plain number is an identifier too

bool is_ascii_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Analysis {
 public:
  Analysis(std::string_view text, bool stems, std::size_t most) : text_(text), stems_(stems), most_(most) {
    tokens_.reserve(std::min({most, text.size() / 5 + 8, std::size_t{1000}}));
  }

  std::vector<Token> run() {
    const auto identifiers = find_identifiers(text_);
    std::size_t next = 0;
    each_word(text_, [&](std::size_t begin, std::size_t end, bool ideographic) {
      if (full()) return;
      while (next < identifiers.size() && identifiers[next].end <= begin) add_identifier(identifiers[next++]);
      if (next < identifiers.size() && begin >= identifiers[next].begin) return;  // inside: comes as a part
      // ICU may join what an identifier divides: only what lies before it is a word.
      if (next < identifiers.size()) end = std::min(end, identifiers[next].begin);
      if (begin < end) add_word(begin, end, ideographic);
    });
    while (next < identifiers.size() && !full()) add_identifier(identifiers[next++]);
    if (full()) tokens_.resize(most_);
    return std::move(tokens_);
  }

 private:
  bool full() const { return tokens_.size() >= most_; }

  // A word of ASCII letters, as most are: nothing of it has to be asked of Unicode.
  bool add_letters(std::string_view word, std::size_t begin, std::size_t end) {
    if (word.size() > kLongestWord) return false;
    std::string folded(word.size(), '\0');
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = char(word[i] | 0x20);
      if (c < 'a' || c > 'z') return false;
      folded[i] = c;
    }
    keep(std::move(folded), Script::latin, TokenKind::word, begin, end, false);
    return true;
  }

  void add_word(std::size_t begin, std::size_t end, bool ideographic) {
    if (add_letters(text_.substr(begin, end - begin), begin, end)) return;
    std::string folded = fold_word(text_.substr(begin, end - begin));
    if (folded.empty() || folded.size() > kLongestWord) return;
    const Script script = script_of(folded);
    if (script == Script::digits) std::erase_if(folded, [](char c) { return c == ',' || c == '\''; });
    // Two words that a missing blank joined ("done.thanks") are two words.
    if (script != Script::digits && folded.find_first_of(".:_") != folded.npos) return add_joined(folded, begin, end);
    if (ideographic) return add_bigrams(folded, begin, end);
    put(std::move(folded), TokenKind::word, begin, end);
  }

  void add_joined(const std::string& folded, std::size_t begin, std::size_t end) {
    std::size_t from = 0;
    while (from < folded.size()) {
      const std::size_t cut = std::min(folded.find_first_of(".:_", from), folded.size());
      if (cut > from) put(folded.substr(from, cut - from), TokenKind::word, begin, end);
      from = cut + 1;
    }
  }

  // Scripts without blanks: the word and its pairs of characters.
  void add_bigrams(const std::string& folded, std::size_t begin, std::size_t end) {
    const auto letters = to_code_points(folded);
    for (std::size_t i = 0; i + 1 < letters.size() && letters.size() > 2; ++i)
      put(to_utf8(std::u32string_view(letters).substr(i, 2)), TokenKind::part, begin, end);
    put(folded, TokenKind::word, begin, end);
  }

  void add_identifier(const Identifier& found) {
    const std::uint32_t first = next_position();
    add_parts(text_.substr(found.begin, found.end - found.begin), found);
    add_marks(found.joined, found.strong, first, found.begin, found.end);
  }

  void add_marks(const std::string& joined, bool strong, std::uint32_t position, std::size_t begin, std::size_t end) {
    const auto mark = [&](std::string term, TokenKind kind) {
      std::string stem = stems_ ? term : std::string();
      tokens_.push_back({std::move(term), std::move(stem), Script::other, kind, false, position, begin, end});
    };
    mark("#" + joined, TokenKind::identifier);
    if (!strong) return;
    if (const std::string alike = look_alike(joined); alike != joined) mark("?" + alike, TokenKind::look_alike);
    if (const std::size_t tail = tail_length(joined)) mark("~" + joined.substr(joined.size() - tail), TokenKind::tail);
  }

  // The pieces between separators; of "sn4471" also "4471".
  void add_parts(std::string_view source, const Identifier& found) {
    const std::string folded = fold_text(source);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t begin = at;
      while (at < folded.size() && (is_ascii_alnum(folded[at]) || static_cast<unsigned char>(folded[at]) >= 0x80)) ++at;
      if (at == begin) {
        ++at;
        continue;
      }
      std::string part = folded.substr(begin, at - begin);
      if (part.size() > kLongestWord) continue;
      add_number_in(part, found);
      const bool digits = std::any_of(part.begin(), part.end(), is_digit);
      put(std::move(part), digits ? TokenKind::part : TokenKind::word, found.begin, found.end);
    }
  }

  void add_number_in(const std::string& part, const Identifier& found) {
    for (std::size_t i = 0; i < part.size();) {
      std::size_t end = i;
      while (end < part.size() && is_digit(part[end])) ++end;
      if (end - i >= 3 && end - i < part.size()) put(part.substr(i, end - i), TokenKind::part, found.begin, found.end, true);
      i = end + 1;
    }
  }

  void put(std::string folded, TokenKind kind, std::size_t begin, std::size_t end, bool inner = false) {
    if (folded.ends_with("'s")) folded.resize(folded.size() - 2);
    while (!folded.empty() && folded.back() == '\'') folded.pop_back();
    if (folded.empty()) return;
    const Script script = script_of(folded);
    keep(std::move(folded), script, kind, begin, end, inner);
  }

  void keep(std::string folded, Script script, TokenKind kind, std::size_t begin, std::size_t end, bool inner) {
    const bool stop = kind == TokenKind::word && is_stop_word(folded);
    std::string stem = stems_ ? stem_of_token(folded, script, kind) : std::string();
    const bool long_number = kind == TokenKind::word && script == Script::digits && folded.size() >= kLongNumber;
    const std::string number = long_number ? folded : "";
    const std::uint32_t position = next_position();
    tokens_.push_back({std::move(folded), std::move(stem), script, kind, stop, position, begin, end, inner});
    if (long_number) add_marks(number, true, position, begin, end);
    if (stop) {
      stops_ = std::min(stops_ + 1, 3u);
    } else {
      ++place_;
      stops_ = 0;
    }
  }
  std::uint32_t next_position() const { return place_ * 4 + stops_; }

  const std::string_view text_;
  const bool stems_;
  const std::size_t most_;
  std::vector<Token> tokens_;
  std::uint32_t place_ = 1, stops_ = 0;
};

}  // namespace

std::vector<Token> analyse(std::string_view text, std::size_t most) { return Analysis(text, true, most).run(); }
std::vector<Token> analyse_unstemmed(std::string_view text, std::size_t most) { return Analysis(text, false, most).run(); }

std::string stem_of_token(std::string_view surface, Script script, TokenKind kind) {
  return kind == TokenKind::word ? stem_of(surface, script) : std::string(surface);
}

}  // namespace sahay::text
