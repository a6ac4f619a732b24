#include <algorithm>

#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {

void find_missing_next_step(const Reading& reading, Findings& out) {
  const Passage& answer = reading.answer;
  if (!reading.draft.is_mail || answer.sentences.empty()) return;
  const bool has = std::any_of(answer.sentences.begin(), answer.sentences.end(), [&](const Sentence& s) {
    return asks(answer, s) || promises(answer, s) || names_time(answer, s);
  });
  if (!has) out.push_back({Rule::no_next_step, 0, 0, {}});
}

}  // namespace sahay::wording
