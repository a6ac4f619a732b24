#include "desk/promises/when_words.h"

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <map>
#include <memory>

#include "platform/calendar/zone.h"

namespace sahay::promises {
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

}  // namespace

std::string when_words(i18n::Language language, Time at, Time now, const std::string& time_zone) {
  auto zone = calendar::Zone::find(time_zone);
  if (!zone) zone = calendar::Zone::find("UTC");
  const auto local = [&](Time t) { return t.seconds() + zone->stretch_at(t.seconds()).offset; };
  const std::int64_t then = local(at), today = local(now);
  const auto floor_day = [](std::int64_t s) { return s >= 0 ? s / 86'400 : (s - 86'399) / 86'400; };
  const bool same_year = calendar::date_of(floor_day(then)).year == calendar::date_of(floor_day(today)).year;
  return format(language, same_year ? "EEEEdMMMM" : "EEEEdMMMMy", then) + ", " + format(language, "HHmm", then);
}

std::string duration_words(i18n::Language language, Duration duration) {
  const std::int64_t minutes = std::max<std::int64_t>(1, (duration.count() + 30'000'000) / 60'000'000);
  if (minutes < 60) return i18n::text(language, "promises.minutes", {{"n", std::to_string(minutes)}});
  if (minutes < 48 * 60) return i18n::text(language, "promises.hours", {{"n", std::to_string((minutes + 30) / 60)}});
  return i18n::text(language, "promises.days", {{"n", std::to_string((minutes + 720) / 1440)}});
}

}  // namespace sahay::promises
