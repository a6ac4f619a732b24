#include "desk/reports/period.h"

#include <algorithm>

namespace sahay::reports {
namespace {

constexpr std::int64_t kDay = 86'400;

// Towards minus infinity: times before 1970 lie in days of their own.
std::int64_t day_of(std::int64_t local_seconds) {
  return local_seconds >= 0 ? local_seconds / kDay : -((-local_seconds + kDay - 1) / kDay);
}

}  // namespace

Result<Period> Period::of(std::string_view first_day, std::string_view last_day, const std::string& time_zone) {
  Period out;
  out.zone_ = calendar::Zone::find(time_zone);
  if (!out.zone_) return invalid("time_zone", "InvalidValue", "reports.error.time_zone");
  out.time_zone_ = time_zone;
  const auto first = calendar::parse_date(first_day), last = calendar::parse_date(last_day);
  if (!first) return invalid("start", "InvalidFormat", "error.field.wrong_type", {{"type", "date"}});
  if (!last) return invalid("end", "InvalidFormat", "error.field.wrong_type", {{"type", "date"}});
  if (*last < *first) return invalid("end", "InvalidValue", "reports.error.order");
  // Far ahead there are no rules of zones, and no requests.
  if (*first < 0 || *last > calendar::days_of(2099, 12, 31)) return invalid("start", "InvalidValue", "reports.error.order");
  if (*last - *first >= kMostDays) return invalid("start", "InvalidValue", "reports.error.days", {{"max", std::to_string(kMostDays)}});
  out.first_ = *first;
  out.last_ = *last;
  return out;
}

Result<Period> Period::last_days(std::int64_t days, Time now, const std::string& time_zone) {
  const auto zone = calendar::Zone::find(time_zone);
  if (!zone) return invalid("time_zone", "InvalidValue", "reports.error.time_zone");
  const std::int64_t today = day_of(now.seconds() + zone->stretch_at(now.seconds()).offset);
  return of(calendar::date_text(today - days + 1), calendar::date_text(today), time_zone);
}

Period Period::before() const {
  Period out = *this;
  out.last_ = first_ - 1;
  out.first_ = first_ - days();
  return out;
}

std::vector<Period::Piece> Period::pieces() const {
  std::vector<Piece> out;
  for (std::int64_t day = first_; day <= last_;) {
    // Day 4 of 1970 was a Monday.
    const std::int64_t end = in_weeks() ? std::min(last_, day + 6 - (day + 3) % 7) : day;
    out.push_back({calendar::date_text(day), calendar::date_text(end), {day_begin(day), day_begin(end + 1)}});
    day = end + 1;
  }
  return out;
}

int Period::hour_of_week(Time at) const {
  const std::int64_t local = at.seconds() + zone_->stretch_at(at.seconds()).offset, day = day_of(local);
  return calendar::weekday_of(day) * 24 + int((local - day * kDay) / 3600);
}

std::vector<Span> Period::spans_of_hour(int hour_of_week) const {
  std::vector<Span> out;
  const std::int64_t begin = span().from.seconds(), end = span().to.seconds();
  for (std::int64_t at = begin; at < end;) {
    const auto stretch = zone_->stretch_at(at);
    const std::int64_t until = std::min(end, stretch.to);
    for (std::int64_t day = day_of(at + stretch.offset); day <= day_of(until - 1 + stretch.offset); ++day) {
      if (calendar::weekday_of(day) != hour_of_week / 24) continue;
      const std::int64_t hour = day * kDay + hour_of_week % 24 * 3600 - stretch.offset;
      const std::int64_t from = std::max(at, hour), to = std::min(until, hour + 3600);
      if (from < to) out.push_back({Time::from_seconds(from), Time::from_seconds(to)});
    }
    at = until;
  }
  return out;
}

}  // namespace sahay::reports
