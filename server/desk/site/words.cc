#include "desk/site/words.h"

#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <map>
#include <memory>
#include <tuple>

namespace sahay::site {
namespace {

icu::Locale locale_of(i18n::Language language) {
  switch (language) {
    case i18n::Language::bn: return icu::Locale("bn", "BD");
    case i18n::Language::ru: return icu::Locale("ru", "RU");
    case i18n::Language::en: return icu::Locale("en", "GB");
  }
  return icu::Locale("en", "GB");
}

std::string format(i18n::Language language, const char* skeleton, Time at, const std::string& time_zone) {
  using Key = std::tuple<i18n::Language, std::string, std::string>;
  thread_local std::map<Key, std::unique_ptr<icu::SimpleDateFormat>> kept;
  auto& formatter = kept[Key{language, skeleton, time_zone}];
  UErrorCode status = U_ZERO_ERROR;
  if (!formatter) {
    const auto locale = locale_of(language);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status)) return to_iso8601(at);
    formatter = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern(skeleton, status), locale, status);
    if (U_FAILURE(status)) return formatter.reset(), to_iso8601(at);
    formatter->adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
  }
  icu::UnicodeString words;
  formatter->format(double(at.micros) / 1000, words);
  std::string out;
  words.toUTF8String(out);
  return out;
}

// Days since 1970 as the calendar of that zone counts them.
std::int64_t day_of(Time at, const std::string& time_zone) {
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
  int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(double(at.micros) / 1000, false, raw, saving, status);
  return (at.seconds() + (raw + saving) / 1000) / 86'400;
}

}  // namespace

std::string date_words(i18n::Language language, Time at, const std::string& time_zone) {
  return format(language, "yMMMMd", at, time_zone);
}

std::string time_words(i18n::Language language, Time at, const std::string& time_zone) {
  return format(language, "HHmm", at, time_zone);
}

std::string moment_words(i18n::Language language, Time at, Time now, const std::string& time_zone) {
  const std::int64_t days = day_of(at, time_zone) - day_of(now, time_zone);
  const std::string time = time_words(language, at, time_zone);
  if (days == 0) return i18n::text(language, "portal.today_at", {{"time", time}});
  if (days == -1) return i18n::text(language, "portal.yesterday_at", {{"time", time}});
  if (days > 0 && days < 7) return format(language, "EEEE", at, time_zone) + " " + time;
  const bool same_year = format(language, "y", at, time_zone) == format(language, "y", now, time_zone);
  return (same_year ? format(language, "MMMMd", at, time_zone) : date_words(language, at, time_zone)) + " " + time;
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
