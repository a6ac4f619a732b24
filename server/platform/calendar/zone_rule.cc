#include "platform/calendar/zone_rule.h"

#include <algorithm>

#include "platform/calendar/zone.h"

namespace sahay::calendar {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // "CET" or "<+0530>".
  bool name() {
    std::size_t length = 0;
    if (take('<')) {
      length = rest_.find('>');
      if (length == rest_.npos) return false;
      rest_.remove_prefix(length + 1);
      return true;
    }
    while (length < rest_.size() && ((rest_[length] | 0x20) >= 'a' && (rest_[length] | 0x20) <= 'z')) ++length;
    rest_.remove_prefix(length);
    return length >= 3;
  }
  std::optional<std::int64_t> number(int largest) {
    std::int64_t value = 0;
    std::size_t length = 0;
    for (; length < rest_.size() && length < 4 && rest_[length] >= '0' && rest_[length] <= '9'; ++length) value = value * 10 + (rest_[length] - '0');
    rest_.remove_prefix(length);
    if (length == 0 || value > largest) return std::nullopt;
    return value;
  }
  // [+-]hh[:mm[:ss]] in seconds.
  std::optional<std::int64_t> time() {
    const bool negative = take('-');
    if (!negative) take('+');
    const auto hours = number(167);
    if (!hours) return std::nullopt;
    std::int64_t seconds = *hours * 3600;
    for (const int unit : {60, 1}) {
      if (!take(':')) break;
      const auto value = number(59);
      if (!value) return std::nullopt;
      seconds += *value * unit;
    }
    return negative ? -seconds : seconds;
  }

 private:
  std::string_view rest_;
};

std::optional<RuleDay> read_day(Scanner& in) {
  RuleDay day;
  if (in.take('M')) {
    const auto month = in.number(12);
    if (!month || !in.take('.')) return std::nullopt;
    const auto week = in.number(5);
    if (!week || !in.take('.')) return std::nullopt;
    const auto weekday = in.number(6);
    if (!weekday || *month < 1 || *week < 1) return std::nullopt;
    day.month = int(*month), day.week = int(*week), day.weekday = int(*weekday);
  } else {
    day.kind = in.take('J') ? RuleDay::Kind::day_without_leap : RuleDay::Kind::day_with_leap;
    const auto number = in.number(366);
    if (!number) return std::nullopt;
    day.day = int(*number);
  }
  if (in.take('/')) {
    const auto time = in.time();
    if (!time) return std::nullopt;
    day.time = *time;
  }
  return day;
}

// Local seconds of the day in a year.
std::int64_t local_time(const RuleDay& day, int year) {
  const std::int64_t january = days_of(year, 1, 1);
  std::int64_t days = january;
  switch (day.kind) {
    case RuleDay::Kind::day_with_leap: days += day.day; break;
    case RuleDay::Kind::day_without_leap: days += day.day - 1 + (month_length(year, 2) == 29 && day.day >= 60 ? 1 : 0); break;
    case RuleDay::Kind::weekday_of_month: {
      const std::int64_t first = days_of(year, day.month, 1);
      int number = (day.weekday - weekday_of(first) + 7) % 7 + 7 * (day.week - 1);
      if (number >= month_length(year, day.month)) number -= 7;
      days = first + number;
    }
  }
  return days * 86'400 + day.time;
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
  Scanner in(text);
  ZoneRule rule;
  if (!in.name()) return std::nullopt;
  const auto standard = in.time();
  if (!standard) return std::nullopt;
  rule.standard = -*standard;  // POSIX counts to the west
  if (in.done()) return rule;
  if (!in.name()) return std::nullopt;
  rule.saving = rule.standard + 3600;
  if (!in.take(',')) {
    const auto saving = in.time();
    if (!saving || !in.take(',')) return std::nullopt;
    rule.saving = -*saving;
  }
  const auto begins = read_day(in);
  if (!begins || !in.take(',')) return std::nullopt;
  const auto ends = read_day(in);
  if (!ends || !in.done()) return std::nullopt;
  rule.begins = *begins;
  rule.ends = *ends;
  return rule;
}

std::vector<std::pair<std::int64_t, std::int64_t>> changes_by_rule(const ZoneRule& rule, int first_year, int last_year) {
  std::vector<std::pair<std::int64_t, std::int64_t>> out;
  if (!rule.saving) return out;
  for (int year = first_year; year <= last_year; ++year) {
    out.emplace_back(local_time(rule.begins, year) - rule.standard, *rule.saving);
    out.emplace_back(local_time(rule.ends, year) - *rule.saving, rule.standard);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace sahay::calendar
