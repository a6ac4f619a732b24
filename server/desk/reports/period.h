// Period: whole days of one time zone, and what lies in them: days, weeks, hours of the week.
// Rule of use: both a number of a chart and the list that it opens take their limits from here.
// Threading: values; pure.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/calendar/zone.h"

namespace sahay::reports {

inline constexpr std::int64_t kMostDays = 400;
inline constexpr std::int64_t kDaysInOnePiece = 92;  // above this charts count by weeks
inline constexpr int kHoursOfWeek = 7 * 24;

// [from, to)
struct Span {
  Time from, to;
  bool operator==(const Span&) const = default;
};

class Period {
 public:
  // Both days belong to it, as "2026-11-01". Errors: invalid (names the parameter: start, end, time_zone).
  static Result<Period> of(std::string_view first_day, std::string_view last_day, const std::string& time_zone);
  // So many days that end with the one of `now`.
  static Result<Period> last_days(std::int64_t days, Time now, const std::string& time_zone);

  std::int64_t days() const { return last_ - first_ + 1; }
  std::string first_day() const { return calendar::date_text(first_); }
  std::string last_day() const { return calendar::date_text(last_); }
  const std::string& time_zone() const { return time_zone_; }
  Span span() const { return {day_begin(first_), day_begin(last_ + 1)}; }
  // As many days right before it.
  Period before() const;

  struct Piece {
    std::string first_day, last_day;
    Span span;
  };
  // Its days; above kDaysInOnePiece its weeks, cut at its ends. Weeks begin on Monday.
  std::vector<Piece> pieces() const;
  bool in_weeks() const { return days() > kDaysInOnePiece; }

  // Hour of the week that the clocks of the zone show: 0 = Sunday 0:00 to 1:00.
  int hour_of_week(Time at) const;
  // All times within the period at which they show this hour, in order. An hour that they repeat counts twice.
  std::vector<Span> spans_of_hour(int hour_of_week) const;

 private:
  Time day_begin(std::int64_t day) const { return Time::from_seconds(zone_->to_utc(day * 86'400)); }

  std::int64_t first_ = 0, last_ = 0;  // days since 1970-01-01
  std::string time_zone_;
  std::shared_ptr<const calendar::Zone> zone_;
};

}  // namespace sahay::reports
