// Another script than the customer's. Two languages of one script (English and German) are not told apart.
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

std::size_t of_script(const Letters& letters, text::Script script) {
  return script == text::Script::latin      ? letters.latin
         : script == text::Script::cyrillic ? letters.cyrillic
                                            : letters.bengali;
}

// Whether this text may stand before this customer: their script, or the one of their language, which they may write in
// Latin letters.
bool is_foreign(const Letters& letters, text::Script customer, text::Script locale) {
  if (letters.all() < 8) return false;
  const std::size_t own = of_script(letters, customer) +
                          (locale != customer && locale != text::Script::other ? of_script(letters, locale) : 0);
  return own * 4 < letters.all();
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
  text::Script own = text::Script::other;
  // Only Latin letters stand for another language: nobody writes English in Cyrillic.
  if (customer == text::Script::latin)
    own = locale.starts_with("bn") ? text::Script::bengali : locale.starts_with("ru") ? text::Script::cyrillic : own;
  const Passage& answer = reading.answer;
  if (is_foreign(letters_of(answer.text), customer, own)) {
    out.push_back({Rule::wrong_language, 0, 0, {}});
    return;
  }
  for (const Sentence& sentence : answer.sentences) {
    const auto words = answer.cut(sentence.begin, sentence.end);
    if (sentence.last - sentence.first < 3 || words.find("://") != std::string_view::npos ||
        !is_foreign(letters_of(words), customer, own))
      continue;
    out.push_back({Rule::wrong_language, sentence.begin, sentence.end, std::string(words)});
  }
}

}  // namespace sahay::wording
