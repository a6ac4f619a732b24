#include "desk/wording/answer_text.h"

#include <algorithm>

#include "base/text.h"
#include "desk/wording/answer_cues.h"
#include "desk/wording/meaning.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

constexpr double kSameTopic = 0.8;  // "courier" for "parcel"

bool touches(const Finding& finding, const Sentence& s) {
  return finding.end && finding.begin < s.end && s.begin < finding.end;
}

}  // namespace

AnswerText::AnswerText(const Passage& passage, const Findings& known, const Findings& hollow)
    : passage_(passage), known_(known), hollow_(hollow) {
  for (const Word& word : passage.words) about_.push_back(about(word));
}

AnswerText::About AnswerText::about(const Word& word) { return {meaning_of(word), topic_of(word)}; }

double AnswerText::in_sentence(const Word& wanted, const About& about, const Sentence& sentence) const {
  double best = 0;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (akin(passage_.words[i], wanted)) return 1;
    // "Агробанк" is a bank.
    if (wanted.script != text::Script::bengali && wanted.stem.size() >= 4 &&
        passage_.words[i].stem.size() > wanted.stem.size() && passage_.words[i].stem.ends_with(wanted.stem))
      return 1;
    // "New" is what is changed into: it says little about a change.
    static const WordSet newness{"new", "новый новая новое новые новую нового новой", "নতুন"};
    if (about.meaning >= 0 && about_[i].meaning == about.meaning && !newness.has(passage_.words[i]) &&
        !newness.has(wanted))
      return 1;
    if (about.topic >= 0 && about_[i].topic == about.topic) best = kSameTopic;
  }
  return best;
}

bool AnswerText::names_first(const Sentence& s) const {
  static const WordSet address{"সাহেব ভাই আপা স্যার ম্যাডাম দিদি জনাব ডাক্তার চাচা"};
  const Word& first = passage_.words[s.first];
  if (first.script != text::Script::bengali) return first.capital && has_content(first) && meaning_of(first) < 0;
  for (std::size_t i = s.first; i < s.last; ++i)
    if (address.has(passage_.words[i])) return true;
  // "খাওয়ান", "দেখেন": a verb of respect at the end of the sentence; "পাতা বেশি" is none.
  return has_content(first) && !promises(passage_, s) &&
         (s.last - s.first <= 4 || passage_.words[s.last - 1].folded.ends_with(text::fold_word("ন")));
}

bool AnswerText::asserts(const Sentence& s) const {
  if (s.asks || s.last - s.first < 3 || instructs(passage_, s) || sends_away(passage_, s)) return false;
  return !is_manners(s) && !is_hollow(s);
}

bool AnswerText::has(Rule rule, const Sentence& s) const {
  return std::any_of(hollow_.begin(), hollow_.end(), [&](const Finding& f) { return f.rule == rule && touches(f, s); });
}

bool AnswerText::is_hollow(const Sentence& s) const {
  return std::any_of(hollow_.begin(), hollow_.end(), [&](const Finding& f) {
    return (f.rule == Rule::passive || f.rule == Rule::officialese || f.rule == Rule::wrong_language) && touches(f, s);
  });
}

bool AnswerText::is_manners(const Sentence& s) const {
  static const WordSet manners{"sorry apologise apologize regret hello hi dear",
                               "извините простите жаль извинения прощения здравствуйте добрый уважаемая",
                               "দুঃখিত ক্ষমা মাফ প্রিয় হ্যালো শুভ"};
  if (is_courtesy(passage_, s)) return true;
  // "Rina," alone.
  if (s.last - s.first <= 2 && s.first == 0 && (passage_.text[s.end - 1] == ',' || passage_.text[s.end - 1] == '!'))
    return true;
  for (std::size_t i = s.first; i < s.last; ++i)
    if (manners.has(passage_.words[i])) return true;
  return false;
}

bool AnswerText::repeats_known(const Sentence& s) const {
  return std::any_of(known_.begin(), known_.end(),
                     [&](const Finding& finding) { return finding.begin < s.end && s.begin < finding.end; });
}

bool AnswerText::instructs_anew(const Sentence& s) const {
  Sentence rest = s;
  for (const Finding& finding : known_)
    while (rest.first < rest.last && finding.begin < s.end && s.begin < finding.end &&
           passage_.words[rest.first].begin < finding.end)
      ++rest.first;
  if (rest.last - rest.first < 2) return false;
  if (instructs(passage_, rest)) return true;
  static const WordSet joins{"and then or that"};
  for (; rest.first + 1 < rest.last; ++rest.first)
    if (rest.first > s.first && joins.has(passage_.words[rest.first - 1]) && instructs(passage_, rest)) return true;
  return false;
}

}  // namespace sahay::wording
