#include <algorithm>

#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

bool is_step(const Passage& answer, const Sentence& s) {
  // A price or opening hours name days without anything that happens then.
  const bool dated = names_time(answer, s) && !names_price(answer, s);
  if (is_courtesy(answer, s)) return dated;
  return asks(answer, s) || promises(answer, s) || dated || settles(answer, s);
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
