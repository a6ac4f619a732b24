#include "desk/promises/promise.h"

#include <algorithm>

namespace sahay::promises {

using std::chrono::hours;
using std::chrono::minutes;

bool is_kind(std::string_view kind) { return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds); }

bool keeps(const Word& word, std::string_view kind) {
  if (kind == "answer" || kind == "update") return word.reply || word.reached;
  if (kind == "call") return word.reached;
  if (kind == "document") return word.reply && word.files;
  return kind == "fix" && word.solved;
}

Alarms alarms_of(const Promise& promise) {
  const Duration whole = std::max(Duration{}, promise.due_at - promise.created_at);
  const Duration remind = std::clamp<Duration>(whole / 4, minutes(5), hours(4)), delay = std::clamp<Duration>(whole / 8, minutes(2), hours(1));
  return {promise.due_at - remind, promise.due_at - delay, promise.due_at};
}

Time next_alarm(const Promise& promise) {
  if (!promise.owed() || promise.missed_at) return {};
  const Alarms alarms = alarms_of(promise);
  // The miss comes with the first instant behind the promised one.
  if (promise.delay_told_at) return alarms.miss + Duration(1);
  return promise.reminded_at ? alarms.delay : alarms.remind;
}

}  // namespace sahay::promises
