// A moment in words: "Friday 6 November, 15:00", in the reader's language and zone, with the year when it is another
// one. Always the whole date, so that nobody is surprised by a wrong one. An unknown zone is read as UTC.
// Threading: any thread (formatters are kept per thread).
#pragma once

#include <string>

#include "base/clock.h"
#include "base/i18n.h"

namespace sahay::calendar {

std::string when_words(i18n::Language language, Time at, Time now, const std::string& time_zone);
// The moment in the words that an ICU skeleton asks for: "EEEE" a weekday, "HHmm" the time.
std::string skeleton_words(i18n::Language language, const char* skeleton, Time at, const std::string& time_zone);
// Days since 1970 as that zone counts them.
std::int64_t local_day(Time at, const std::string& time_zone);
std::string date_words(i18n::Language language, Time at, const std::string& time_zone);  // "6 November 2026"

}  // namespace sahay::calendar
