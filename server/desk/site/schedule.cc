#include "desk/site/schedule.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace sahay::site {
namespace {

constexpr std::int64_t kDay = 86'400;

std::int64_t offset_at(const icu::TimeZone& zone, std::int64_t seconds, bool local) {
  int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffset(double(seconds) * 1000, local, raw, saving, status);
  return (std::int64_t(raw) + saving) / 1000;
}

std::optional<int> minute_of(std::string_view text) {
  const auto parts = text::split(text, ':');
  if (parts.size() != 2) return std::nullopt;
  const auto hour = text::to_integer(parts[0]), minute = text::to_integer(parts[1]);
  if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) return std::nullopt;
  const int value = int(*hour * 60 + *minute);
  return value <= 1440 ? std::optional(value) : std::nullopt;
}

std::optional<int> weekday_of(std::string_view text) {
  constexpr std::string_view kNames[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  for (int i = 0; i < 7; ++i)
    if (text::equal_ignoring_case(text, kNames[i])) return i;
  return std::nullopt;
}

}  // namespace

Availability availability(const Schedule& schedule, Time now) {
  if (schedule.weekly.empty()) return {};
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(schedule.time_zone)));
  const std::int64_t local = now.seconds() + offset_at(*zone, now.seconds(), false);
  const std::int64_t today = local / kDay;
  std::vector<std::pair<std::int64_t, std::int64_t>> open;  // UTC seconds, of yesterday to next week
  for (std::int64_t day = today - 1; day <= today + 8; ++day) {
    const int weekday = int((day + 4) % 7);  // 1970-01-01 was a Thursday
    for (const OpenInterval& interval : schedule.weekly) {
      if (interval.weekday != weekday) continue;
      const auto utc = [&](int minute) {
        const std::int64_t at = day * kDay + minute * 60;
        return at - offset_at(*zone, at, true);
      };
      open.emplace_back(utc(interval.from_minute), utc(interval.to_minute));
    }
  }
  std::sort(open.begin(), open.end());
  Availability found{.open = false, .opens_at = {}, .closes_at = {}};
  std::int64_t closes = 0;
  for (const auto& [from, to] : open) {
    if (found.open && from <= closes) closes = std::max(closes, to);  // intervals that touch are one
    else if (!found.open && from <= now.seconds() && now.seconds() < to) found.open = true, closes = to;
    else if (!found.open && !found.opens_at && from > now.seconds()) found.opens_at = Time::from_seconds(from);
  }
  if (found.open) found.opens_at = {}, found.closes_at = Time::from_seconds(closes);
  return found;
}

std::optional<std::vector<OpenInterval>> parse_hours(std::string_view text) {
  std::vector<OpenInterval> found;
  if (text::trim(text).empty() || text::equal_ignoring_case(text::trim(text), "always")) return found;
  for (const auto part : text::split(text, ';')) {
    const auto clause = text::trim(part);
    const auto blank = clause.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto days = text::split(clause.substr(0, blank), '-');
    const auto times = text::split(text::trim(clause.substr(blank)), '-');
    if (days.size() > 2 || times.size() != 2) return std::nullopt;
    const auto first = weekday_of(days.front()), last = weekday_of(days.back());
    const auto from = minute_of(times[0]), to = minute_of(times[1]);
    if (!first || !last || !from || !to || *from >= *to) return std::nullopt;
    for (int day = *first;; day = (day + 1) % 7) {
      found.push_back({day, *from, *to});
      if (day == *last) break;
    }
  }
  return found;
}

}  // namespace sahay::site
