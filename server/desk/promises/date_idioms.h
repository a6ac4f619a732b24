// Inside promises only: idioms of hours, lengths and ranges ("half past four", "в половине пятого", "১০টা থেকে ১২টার মধ্যে")
// said anew in the plain forms that the grammar reads. A token made anew covers the words it stands for.
// Threading: pure; linear in the tokens.
#pragma once

#include <vector>

#include "desk/promises/date_words.h"

namespace sahay::promises {

std::vector<DateToken> plain_tokens(std::vector<DateToken> tokens, i18n::Language language);

// Without "am" or "pm" people at work mean the hour of the day.
constexpr int usual_hour(int hour) { return hour >= 1 && hour <= 7 ? hour + 12 : hour; }

}  // namespace sahay::promises
