// Dates, times and lengths in the reader's language and time zone. Digits of texts follow the language; numbers of
// requests, phones and addresses stay as they are.
// Threading: any thread (formatters are kept per thread).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/i18n.h"

namespace sahay::site {

std::string date_words(i18n::Language language, Time at, const std::string& time_zone);  // "18 November 2026"
std::string time_words(i18n::Language language, Time at, const std::string& time_zone);  // "09:14"
// "today 09:14", "yesterday 09:14", "Sunday 09:14" in the coming week, "18 November 09:14", with the year when another.
std::string moment_words(i18n::Language language, Time at, Time now, const std::string& time_zone);
std::string duration_words(i18n::Language language, int seconds);                         // "2 minutes", "4 hours"
std::string number_words(i18n::Language language, std::int64_t number);                   // "১২"
std::string size_words(i18n::Language language, std::int64_t bytes);                      // "1.2 MB"

}  // namespace sahay::site
