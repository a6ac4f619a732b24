// Moments and lengths of time in words, as promises tell them.
// Threading: any thread.
#pragma once

#include <string>

#include "platform/calendar/when_words.h"

namespace sahay::promises {

using calendar::when_words;
std::string duration_words(i18n::Language language, Duration duration);  // "2 hours", "3 days"

}  // namespace sahay::promises
