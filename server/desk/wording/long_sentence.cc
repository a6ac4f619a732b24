// Limits: 25 words in English (GOV.UK content design, "Sentence length"), fewer in Russian and Bengali, which need fewer
// words for the same (no articles, endings instead of prepositions).
#include "desk/wording/rules.h"

namespace sahay::wording {

std::size_t longest_sentence(text::Script script) {
  return script == text::Script::cyrillic ? 22 : script == text::Script::bengali ? 20 : 25;
}

void find_long_sentences(const Reading& reading, Findings& out) {
  for (const Sentence& sentence : reading.answer.sentences) {
    const std::size_t words = sentence.last - sentence.first;
    if (words <= 20) continue;
    const auto script = letters_of(reading.answer.cut(sentence.begin, sentence.end)).most();
    if (words > longest_sentence(script)) out.push_back({Rule::long_sentence, sentence.begin, sentence.end, std::string(reading.answer.cut(sentence.begin, sentence.end))});
  }
}

}  // namespace sahay::wording
