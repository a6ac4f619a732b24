#include "platform/calendar/when_words.h"

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "platform/calendar/zone.h"

namespace sahay::calendar {
namespace {

icu::Locale locale_of(i18n::Language language) {
  if (language == i18n::Language::bn) return icu::Locale("bn", "BD");
  return language == i18n::Language::ru ? icu::Locale("ru", "RU") : icu::Locale("en", "GB");
}

std::int64_t day_of(std::int64_t seconds) { return seconds >= 0 ? seconds / 86'400 : (seconds - 86'399) / 86'400; }

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

// The words of a day or of a minute of the day, which many times share: ICU takes twenty times as long.
class Said {
 public:
  enum class Way { weekday, weekday_and_year, date, clock };

  std::string at(i18n::Language language, Way way, std::int64_t local_seconds) {
    static constexpr const char* kSkeletons[] = {"EEEEdMMMM", "EEEEdMMMMy", "dMMMMy", "HHmm"};
    const std::int64_t day = day_of(local_seconds);
    const std::int64_t part = way == Way::clock ? (local_seconds - day * 86'400) / 60 : day;
    const std::int64_t key = (part * 4 + std::int64_t(way)) * 4 + std::int64_t(language);
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = words_.find(key); known != words_.end()) return known->second;
    }
    std::string words = format(language, kSkeletons[std::size_t(way)], local_seconds);
    const std::lock_guard lock(mutex_);
    if (words_.size() >= kMost) words_.clear();
    return words_.emplace(key, std::move(words)).first->second;
  }

 private:
  static constexpr std::size_t kMost = 6'000;  // the minutes of a day in three languages and years of days

  std::mutex mutex_;
  std::unordered_map<std::int64_t, std::string> words_;
};

std::string said(i18n::Language language, Said::Way way, std::int64_t local_seconds) {
  static Said all;
  return all.at(language, way, local_seconds);
}

std::int64_t local_seconds(Time at, const std::string& time_zone) {
  auto zone = Zone::find(time_zone);
  if (!zone) zone = Zone::find("UTC");
  return at.seconds() + zone->stretch_at(at.seconds()).offset;
}

}  // namespace

std::string skeleton_words(i18n::Language language, const char* skeleton, Time at, const std::string& time_zone) {
  return format(language, skeleton, local_seconds(at, time_zone));
}

std::int64_t local_day(Time at, const std::string& time_zone) { return day_of(local_seconds(at, time_zone)); }

std::string when_words(i18n::Language language, Time at, Time now, const std::string& time_zone) {
  const std::int64_t then = local_seconds(at, time_zone), today = local_seconds(now, time_zone);
  const bool same_year = date_of(day_of(then)).year == date_of(day_of(today)).year;
  return said(language, same_year ? Said::Way::weekday : Said::Way::weekday_and_year, then) + ", " + said(language, Said::Way::clock, then);
}

std::string date_words(i18n::Language language, Time at, const std::string& time_zone) { return said(language, Said::Way::date, local_seconds(at, time_zone)); }

}  // namespace sahay::calendar
