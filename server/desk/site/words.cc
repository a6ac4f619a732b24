#include "desk/site/words.h"

#include <unicode/numberformatter.h>

#include <algorithm>

#include "platform/calendar/when_words.h"

namespace sahay::site {
namespace {

icu::Locale locale_of(i18n::Language language) { return icu::Locale::createFromName(std::string(i18n::code(language)).c_str()); }

}  // namespace

std::string date_words(i18n::Language language, Time at, const std::string& time_zone) { return calendar::date_words(language, at, time_zone); }

std::string time_words(i18n::Language language, Time at, const std::string& time_zone) {
  return calendar::skeleton_words(language, "HHmm", at, time_zone);
}

std::string moment_words(i18n::Language language, Time at, Time now, const std::string& time_zone) {
  const std::int64_t days = calendar::local_day(at, time_zone) - calendar::local_day(now, time_zone);
  const std::string time = time_words(language, at, time_zone);
  if (days == 0) return i18n::text(language, "portal.today_at", {{"time", time}});
  if (days == -1) return i18n::text(language, "portal.yesterday_at", {{"time", time}});
  const auto words = [&](const char* skeleton, Time of) { return calendar::skeleton_words(language, skeleton, of, time_zone); };
  if (days > 0 && days < 7) return words("EEEE", at) + " " + time;
  const bool same_year = words("y", at) == words("y", now);
  return (same_year ? words("MMMMd", at) : date_words(language, at, time_zone)) + " " + time;
}

std::string duration_words(i18n::Language language, int seconds) {
  const int minutes = std::max(1, (seconds + 30) / 60);
  if (minutes < 60) return i18n::text(language, "portal.minutes", {{"n", std::to_string(minutes)}});
  return i18n::text(language, "portal.hours", {{"n", std::to_string((minutes + 30) / 60)}});
}

std::string number_words(i18n::Language language, std::int64_t number) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::number::NumberFormatter::withLocale(locale_of(language)).formatInt(number, status).toString(status).toUTF8String(out);
  return U_SUCCESS(status) ? out : std::to_string(number);
}

std::string size_words(i18n::Language language, std::int64_t bytes) {
  if (bytes < 1'000'000) return number_words(language, std::max<std::int64_t>(1, bytes / 1000)) + " kB";
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::number::NumberFormatter::withLocale(locale_of(language))
      .precision(icu::number::Precision::fixedFraction(1))
      .formatDouble(double(bytes) / 1e6, status)
      .toString(status)
      .toUTF8String(out);
  return out + " MB";
}

}  // namespace sahay::site
