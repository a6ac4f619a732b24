// Another script than the customer's: of the whole, of a sentence, or of some words in a row inside of one. Two
// languages of one script (English and German) are not told apart.
#include <algorithm>

#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

std::size_t of_script(const Letters& letters, text::Script script) {
  return script == text::Script::latin      ? letters.latin
         : script == text::Script::cyrillic ? letters.cyrillic
                                            : letters.bengali;
}

struct Allowed {
  text::Script customer, locale;  // of what they wrote; of their language, which they may write in Latin letters
};

bool is_allowed(text::Script script, const Allowed& allowed) {
  return script == allowed.customer || (script == allowed.locale && script != text::Script::other);
}

std::size_t all_of(const Letters& letters) { return letters.all() + letters.others; }

// Whether this text may not stand before this customer.
bool is_foreign(const Letters& letters, const Allowed& allowed) {
  if (all_of(letters) < 8) return false;
  const std::size_t own =
      of_script(letters, allowed.customer) +
      (allowed.locale != allowed.customer && allowed.locale != text::Script::other ? of_script(letters, allowed.locale)
                                                                                   : 0);
  return own * 4 < all_of(letters);
}

// A name, a button, a model, an address: stands in any text as it is.
bool stands_anywhere(const Passage& p, const Word& word) {
  if (word.quoted || word.digit || word.script == text::Script::digits) return true;
  const auto touches = [&](std::size_t at) {
    return at < p.text.size() && std::string_view("@./\\_:=").find(p.text[at]) != std::string_view::npos &&
           at + 1 < p.text.size() && p.text[at + 1] != ' ' && p.text[at + 1] != '\n';
  };
  return word.script == text::Script::latin &&
         (word.capital || touches(word.end) || (word.begin && touches(word.begin - 1)));
}

// "Hello Rina, আপনার অ্যাকাউন্ট এখন খোলা আছে": the longest row of words in another script; a Latin one wants more words,
// for a command or a program's message may be quoted without marks.
std::optional<std::pair<std::size_t, std::size_t>> foreign_row(const Passage& p, const Sentence& s,
                                                               const Allowed& allowed) {
  constexpr std::size_t kRow = 3, kLatinRow = 4;
  std::size_t first = s.first, told = 0;
  std::optional<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = s.first; i <= s.last; ++i) {
    const bool ends = i == s.last || (is_allowed(p.words[i].script, allowed) && !p.words[i].digit);
    if (!ends) {
      told += i == s.first || !stands_anywhere(p, p.words[i]);
      continue;
    }
    const std::size_t least = first < s.last && p.words[first].script == text::Script::latin ? kLatinRow : kRow;
    // Letters, not the digits of a telephone number.
    const bool speaks = told >= least && all_of(letters_of(p.cut(p.words[first].begin, p.words[i - 1].end))) >= 8;
    if (speaks && (!out || out->second - out->first < i - first)) out = std::pair(first, i);
    first = i + 1;
    told = 0;
  }
  return out;
}

}  // namespace

void find_wrong_language(const Reading& reading, Findings& out) {
  const Letters said = letters_of(reading.question.text);
  const auto customer = said.most();
  // "स्कूल": none of our three alphabets.
  if (said.others > said.all()) {
    const Letters written = letters_of(reading.answer.text);
    if (written.all() >= 8 && written.others * 4 < written.all()) out.push_back({Rule::wrong_language, 0, 0, {}});
    return;
  }
  if (customer == text::Script::other) return;
  const std::string& locale = reading.draft.customer_locale;
  Allowed allowed{customer, text::Script::other};
  // Only Latin letters stand for another language: nobody writes English in Cyrillic.
  if (customer == text::Script::latin)
    allowed.locale = locale.starts_with("bn")   ? text::Script::bengali
                     : locale.starts_with("ru") ? text::Script::cyrillic
                                                : text::Script::other;
  const Passage& answer = reading.answer;
  if (is_foreign(letters_of(answer.text), allowed)) {
    out.push_back({Rule::wrong_language, 0, 0, {}});
    return;
  }
  for (const Sentence& sentence : answer.sentences) {
    const auto words = answer.cut(sentence.begin, sentence.end);
    if (words.find("://") != std::string_view::npos) continue;
    const bool telling = std::any_of(answer.words.begin() + std::ptrdiff_t(sentence.first),
                                     answer.words.begin() + std::ptrdiff_t(sentence.last),
                                     [&](const Word& word) { return !stands_anywhere(answer, word); });
    // Two words are a sentence when it ends like one: "До встречи!", "Best wishes,"; a product's name does not.
    const bool ended = sentence.end > sentence.begin &&
                       std::string_view(".!?,").find(answer.text[sentence.end - 1]) != std::string_view::npos;
    const bool danda = words.ends_with("।");
    const std::size_t count = sentence.last - sentence.first;
    if (telling && (count >= 3 || (count == 2 && (ended || danda))) && is_foreign(letters_of(words), allowed)) {
      out.push_back({Rule::wrong_language, sentence.begin, sentence.end, std::string(words)});
    } else if (const auto row = foreign_row(answer, sentence, allowed)) {
      out.push_back(finding_at(Rule::wrong_language, reading, row->first, row->second));
    }
  }
}

}  // namespace sahay::wording
