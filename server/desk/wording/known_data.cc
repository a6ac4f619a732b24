#include <algorithm>

#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// The words of a fact that make it this fact: "restarted the printer" is restart + printer.
std::vector<Word> heart_of(const Passage& fact) {
  std::vector<Word> out;
  for (const Word& word : fact.words)
    if (has_content(word) && !word.digit) out.push_back(word);
  return out;
}

// Related by stem, or verbs whose root changes: "протёрли" and "протрите" share four letters.
bool means(const Word& said, const Word& known, bool step) {
  if (akin(said, known)) return true;
  const std::size_t letters = known.script == text::Script::cyrillic ? 8 : known.script == text::Script::bengali ? 15 : 5;
  return step && said.script == known.script && said.stem.size() >= letters && known.stem.size() >= letters && said.stem.substr(0, letters) == known.stem.substr(0, letters);
}

// "I will send you the serial number" gives; "Is it the serial number on the box?" asks.
bool gives(const Passage& answer, const Sentence& sentence) { return !sentence.asks && promises(answer, sentence) && !instructs(answer, sentence); }

bool forbids(const Passage& answer, const Sentence& sentence) {
  static const WordSet no{"not don't don’t never", "не"}, bengali_no{"না নয়"};
  if (bengali_no.has(answer.words[sentence.last - 1])) return true;  // "করবেন না"; at the start it is "if not"
  const Word& first = answer.words[sentence.first];
  return no.has(first) || (sentence.first + 1 < sentence.last && (first.folded == "do" || first.folded == "please") && no.has(answer.words[sentence.first + 1]));
}

}  // namespace

void find_known_data(const Reading& reading, Findings& out) {
  const Passage& answer = reading.answer;
  std::vector<std::size_t> asking;
  for (std::size_t i = 0; i < answer.sentences.size(); ++i)
    if (asks(answer, answer.sentences[i]) && !gives(answer, answer.sentences[i]) && !forbids(answer, answer.sentences[i])) asking.push_back(i);
  if (asking.empty()) return;
  for (const KnownFact& fact : reading.draft.known) {
    const Passage words = read_passage(fact.words);
    const auto heart = heart_of(words);
    if (heart.empty()) continue;
    const bool step = fact.kind == "tried";
    for (const std::size_t index : asking) {
      const Sentence& sentence = answer.sentences[index];
      std::size_t first = sentence.last, last = sentence.first;
      const bool all = std::all_of(heart.begin(), heart.end(), [&](const Word& known) {
        for (std::size_t i = sentence.first; i < sentence.last; ++i)
          if (means(answer.words[i], known, step)) {
            first = std::min(first, i);
            last = std::max(last, i + 1);
            return true;
          }
        return false;
      });
      // The words stand together: "the number on the printer" is not "printer ... order number" across a sentence.
      if (!all || last - first > heart.size() + 4) continue;
      Finding finding = finding_at(Rule::known_data, reading, first, last);
      finding.plain = fact.words;
      out.push_back(std::move(finding));
      break;
    }
  }
}

}  // namespace sahay::wording
