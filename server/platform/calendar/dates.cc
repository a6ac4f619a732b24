#include <chrono>
#include <cstdio>

#include "base/text.h"
#include "platform/calendar/zone.h"

namespace sahay::calendar {

namespace chrono = std::chrono;

std::int64_t days_of(int year, int month, int day) {
  const chrono::year_month_day date{chrono::year(year), chrono::month(unsigned(month)), chrono::day(unsigned(day))};
  return chrono::sys_days(date).time_since_epoch().count();
}

Date date_of(std::int64_t days) {
  const chrono::year_month_day date{chrono::sys_days(chrono::days(days))};
  return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))};
}

int month_length(int year, int month) {
  const chrono::year_month_day_last last{chrono::year(year), chrono::month_day_last(chrono::month(unsigned(month)))};
  return int(unsigned(last.day()));
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  const std::string digits = text::replace_all(text, "-", "");
  if (digits.size() != 8 || (text.size() != 8 && (text.size() != 10 || text[4] != '-' || text[7] != '-'))) return std::nullopt;
  for (const char c : digits)
    if (c < '0' || c > '9') return std::nullopt;
  const int all = int(*text::to_integer(digits)), year = all / 10'000, month = all / 100 % 100, day = all % 100;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_length(year, month)) return std::nullopt;
  return days_of(year, month, day);
}

std::string date_text(std::int64_t days) {
  const Date date = date_of(days);
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", date.year, date.month, date.day);
  return out;
}

}  // namespace sahay::calendar
