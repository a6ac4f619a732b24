#include <algorithm>

#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

bool is_step(const Passage& answer, const Sentence& s) {
  // A price or opening hours name days without anything that happens then.
  static const WordSet ours{"we i will refund back our you", "мы я вернем возвращаем возврат вам",
                            "আমরা আমি ফেরত পাবেন"};
  static const WordSet takes{"takes take lasts needs", "займет займут идет длится", "লাগবে লাগে"},
      need{"need have must"}, you{"you"}, forbid{"not don't don’t"}, please{"please"};
  static const WordSet we{"we i"}, acts{
                                       "send bring post put give call ring meet pay swap collect order book return "
                                       "refund replace come write deliver"};
  bool about_us = false, lasts = false, wanted = false;
  for (std::size_t i = s.first; i < s.last; ++i) {
    about_us = about_us || ours.has(answer.words[i]);
    lasts = lasts || takes.has(answer.words[i]);
    // "I send it", "you only need your ID", "please do not".
    wanted = wanted || (i + 1 < s.last && we.has(answer.words[i]) && acts.has(answer.words[i + 1]));
    for (std::size_t j = i + 1; j < std::min(i + 3, s.last); ++j)
      wanted = wanted || (you.has(answer.words[i]) && need.has(answer.words[j])) ||
               (please.has(answer.words[i]) && forbid.has(answer.words[j]));
  }
  const bool dated =
      (names_time(answer, s) && (about_us || !names_price(answer, s))) || (lasts && names_duration(answer, s));
  if (is_courtesy(answer, s)) return dated;
  return asks(answer, s) || promises(answer, s) || dated || wanted || settles(answer, s);
}

}  // namespace

void find_missing_next_step(const Reading& reading, bool question_open, Findings& out) {
  const Passage& answer = reading.answer;
  // A line of a chat may just answer.
  if (answer.sentences.empty() || (!reading.draft.is_mail && !question_open)) return;
  if (std::none_of(answer.sentences.begin(), answer.sentences.end(),
                   [&](const Sentence& s) { return is_step(answer, s); }))
    out.push_back({Rule::no_next_step, 0, 0, {}});
}

}  // namespace sahay::wording
