// A moment in words: "Friday 6 November, 15:00", in the reader's language and zone, with the year when it is another
// one. Always the whole date, so that nobody is surprised by a wrong one.
// Threading: any thread (formatters are kept per thread).
#pragma once

#include <string>

#include "base/clock.h"
#include "base/i18n.h"

namespace sahay::promises {

std::string when_words(i18n::Language language, Time at, Time now, const std::string& time_zone);
std::string duration_words(i18n::Language language, Duration duration);  // "2 hours", "3 days"

}  // namespace sahay::promises
