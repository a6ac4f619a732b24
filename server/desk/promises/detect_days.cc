// Days, weeks and working hours of the detector.
#include <algorithm>

#include "desk/promises/detect_pieces.h"

namespace sahay::promises {
namespace {

constexpr int kUsualClose = 18 * 60;
constexpr std::int64_t kFarthest = 200;  // days: a date without a year that lies farther is not what was meant

std::int64_t floor_day(std::int64_t seconds) { return seconds >= 0 ? seconds / 86'400 : (seconds - 86'399) / 86'400; }

}  // namespace

std::int64_t Days::day_of(Time t) const { return floor_day(t.seconds() + moment_.zone.stretch_at(t.seconds()).offset); }

Time Days::at(std::int64_t day, int minutes) const {
  if (minutes == kClose) return close_of(day);
  return Time::from_seconds(moment_.zone.to_utc(day * 86'400 + minutes * 60));
}

Time Days::close_of(std::int64_t day) const {
  const Time from = at(day, 0), to = at(day + 1, 0);
  const Duration open = moment_.hours.empty() ? Duration{} : moment_.hours.between(from, to);
  const bool says_something = open > Duration{} && open < to - from;
  const auto closes = says_something ? moment_.hours.after(from, open) : std::nullopt;
  return closes ? *closes : at(day, kUsualClose);
}

bool Days::works(std::int64_t day) const {
  if (moment_.hours.empty()) return calendar::weekday_of(day) != 0 && calendar::weekday_of(day) != 6;
  return moment_.hours.between(at(day, 0), at(day + 1, 0)) > Duration{};
}

std::int64_t Days::after_workdays(int count) const {
  std::int64_t day = today_;
  for (int left = count, steps = 0; left > 0 && steps < 400; ++steps) left -= works(++day);
  return day;
}

Time Days::after_work_hours(Duration needed) const {
  if (moment_.hours.empty()) return moment_.now + needed;
  return moment_.hours.after(moment_.now, needed).value_or(moment_.now + needed);
}

std::int64_t Days::next_weekday(int weekday) const {
  const int ahead = (weekday - calendar::weekday_of(today_) + 7) % 7;
  return today_ + (ahead ? ahead : 7);
}

// From a day of work to the last one before a day without.
std::int64_t Days::last_of_block(std::int64_t day) const {
  for (int i = 0; i < 7; ++i, ++day)
    if (!works(day + 1)) return day;
  return day - 7 + (7 - calendar::weekday_of(day - 7)) % 7;  // every day is one: weeks end with Sunday
}

std::int64_t Days::end_of_week(int weeks_ahead) const {
  std::int64_t day = today_;
  for (int i = 0; !works(day) && i < 14; ++i) ++day;
  const bool between_weeks = day != today_;
  day = last_of_block(day);
  for (int week = between_weeks ? 1 : 0; week < weeks_ahead; ++week) {
    ++day;
    for (int i = 0; !works(day) && i < 14; ++i) ++day;
    day = last_of_block(day);
  }
  return day;
}

std::int64_t Days::next_week_begins() const {
  std::int64_t day = works(today_) ? end_of_week(0) + 1 : today_;
  for (int i = 0; !works(day) && i < 14; ++i) ++day;
  return day;
}

std::int64_t Days::weekday_of_next_week(int weekday) const {
  const std::int64_t begins = next_week_begins();
  return begins + (weekday - calendar::weekday_of(begins) + 7) % 7;
}

std::int64_t Days::last_workday_of_month(int year, int month) const {
  std::int64_t day = calendar::days_of(year, month, calendar::month_length(year, month));
  for (int i = 0; !works(day) && i < 14; ++i) --day;
  return day;
}

std::int64_t Days::first_workday_of_month(int year, int month) const {
  std::int64_t day = calendar::days_of(year, month, 1);
  for (int i = 0; !works(day) && i < 14; ++i) ++day;
  return day;
}

std::optional<int> Days::year_of_month(int month) const {
  const auto today = calendar::date_of(today_);
  if (month >= today.month) return today.year;
  return calendar::days_of(today.year + 1, month, 1) <= today_ + kFarthest ? std::optional(today.year + 1) : std::nullopt;
}

std::int64_t Days::after_months(int count) const {
  const auto today = calendar::date_of(today_);
  const int month = today.month - 1 + count, year = today.year + month / 12;
  return calendar::days_of(year, month % 12 + 1, std::min(today.day, calendar::month_length(year, month % 12 + 1)));
}

std::optional<std::int64_t> Days::date(std::optional<int> year, int month, int day) const {
  const auto valid = [&](int y) { return month >= 1 && month <= 12 && day >= 1 && day <= calendar::month_length(y, month); };
  if (year) {
    if (*year < 1900 || *year > 2200 || !valid(*year)) return std::nullopt;
    const std::int64_t found = calendar::days_of(*year, month, day);
    return found >= today_ && found <= today_ + 731 ? std::optional(found) : std::nullopt;
  }
  const int this_year = calendar::date_of(today_).year;
  for (const int y : {this_year, this_year + 1}) {
    if (!valid(y)) continue;
    const std::int64_t found = calendar::days_of(y, month, day);
    if (found >= today_) return y == this_year || found <= today_ + kFarthest ? std::optional(found) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::int64_t> Days::day_of_month(int day) const {
  const auto today = calendar::date_of(today_);
  int year = today.year, month = today.month;
  for (int i = 0; i < 3; ++i) {
    if (day >= 1 && day <= calendar::month_length(year, month))
      if (const std::int64_t found = calendar::days_of(year, month, day); found >= today_) return found;
    if (++month > 12) month = 1, ++year;
  }
  return std::nullopt;
}

}  // namespace sahay::promises
