#include "platform/calendar/when_words.h"

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

#include <map>
#include <memory>

#include "platform/calendar/zone.h"

namespace sahay::calendar {
namespace {

icu::Locale locale_of(i18n::Language language) {
  if (language == i18n::Language::bn) return icu::Locale("bn", "BD");
  return language == i18n::Language::ru ? icu::Locale("ru", "RU") : icu::Locale("en", "GB");
}

// Local time given as if it were UTC: the zones are those of platform/calendar, not the tables inside ICU.
std::string format(i18n::Language language, const char* skeleton, std::int64_t local_seconds) {
  thread_local std::map<std::pair<i18n::Language, std::string>, std::unique_ptr<icu::SimpleDateFormat>> kept;
  auto& formatter = kept[{language, skeleton}];
  UErrorCode status = U_ZERO_ERROR;
  if (!formatter) {
    const auto locale = locale_of(language);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status)) return to_iso8601(Time::from_seconds(local_seconds));
    formatter = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern(skeleton, status), locale, status);
    if (U_FAILURE(status)) return formatter.reset(), to_iso8601(Time::from_seconds(local_seconds));
    formatter->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  }
  icu::UnicodeString words;
  formatter->format(double(local_seconds) * 1000, words);
  std::string out;
  words.toUTF8String(out);
  return out;
}

std::int64_t local_seconds(Time at, const std::string& time_zone) {
  auto zone = Zone::find(time_zone);
  if (!zone) zone = Zone::find("UTC");
  return at.seconds() + zone->stretch_at(at.seconds()).offset;
}

std::int64_t day_of(std::int64_t seconds) { return seconds >= 0 ? seconds / 86'400 : (seconds - 86'399) / 86'400; }

}  // namespace

std::string skeleton_words(i18n::Language language, const char* skeleton, Time at, const std::string& time_zone) {
  return format(language, skeleton, local_seconds(at, time_zone));
}

std::int64_t local_day(Time at, const std::string& time_zone) { return day_of(local_seconds(at, time_zone)); }

std::string when_words(i18n::Language language, Time at, Time now, const std::string& time_zone) {
  const std::int64_t then = local_seconds(at, time_zone), today = local_seconds(now, time_zone);
  const bool same_year = date_of(day_of(then)).year == date_of(day_of(today)).year;
  return format(language, same_year ? "EEEEdMMMM" : "EEEEdMMMMy", then) + ", " + format(language, "HHmm", then);
}

std::string date_words(i18n::Language language, Time at, const std::string& time_zone) { return format(language, "dMMMMy", local_seconds(at, time_zone)); }

}  // namespace sahay::calendar
