// Inside calendar only: the rule at the end of a zone file ("CET-1CEST,M3.5.0,M10.5.0/3", POSIX 8.3 as RFC 8536 extends
// it), from which the changes of later years follow.
// Threading: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sahay::calendar {

// One day of the year: the w-th weekday of a month (5 = the last), or a day number.
struct RuleDay {
  enum class Kind { weekday_of_month, day_without_leap, day_with_leap } kind = Kind::weekday_of_month;
  int month = 0, week = 0, weekday = 0, day = 0;
  std::int64_t time = 7200;  // local seconds of the day, may lie outside it
};
struct ZoneRule {
  std::int64_t standard = 0;  // seconds east
  std::optional<std::int64_t> saving{};
  RuleDay begins, ends;
};

std::optional<ZoneRule> parse_zone_rule(std::string_view text);
// (instant, offset from then on) of the years, in order.
std::vector<std::pair<std::int64_t, std::int64_t>> changes_by_rule(const ZoneRule& rule, int first_year, int last_year);

}  // namespace sahay::calendar
