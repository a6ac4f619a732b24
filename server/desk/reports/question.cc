// Reads what a request asks.
#include "base/text.h"
#include "desk/reports/reports.h"
#include "desk/reports/reports_sql.h"

namespace sahay::reports {
namespace {

constexpr std::int64_t kUsualDays = 28;
constexpr char kNone[] = "none";

}  // namespace

Result<Question> read_question(const api::Context& c, db::Tx& tx) {
  const auto given = [&](std::string_view name) { return c.parameter(name).value_or(""); };
  std::string zone = given("time_zone");
  if (zone.empty()) zone = tx.scalar<std::string>(sql::reports::desk_zone).value_or("UTC");
  const std::string first = given("start"), last = given("end");
  const auto days = text::to_integer(given("days").empty() ? std::to_string(kUsualDays) : given("days"));
  if (!days || *days < 1 || *days > kMostDays) return invalid("days", "InvalidValue", "reports.error.days", {{"max", std::to_string(kMostDays)}});
  Question out{.period = first.empty() && last.empty() ? TRY(Period::last_days(*days, c.now, zone)) : TRY(Period::of(first, last, zone)), .now = c.now};
  const std::string hours = given("hours");
  if (!hours.empty() && hours != "business" && hours != "calendar") return invalid("hours", "InvalidValue", "error.field.not_allowed", {{"allowed", "business, calendar"}});
  out.working_time = hours != "calendar";
  for (const Dimension& dimension : dimensions()) {
    const std::string value = given(dimension.parameter);
    if (value.empty()) continue;
    if (value != kNone && !dimension.is_text && !text::to_integer(value)) return invalid(std::string(dimension.parameter), "InvalidFormat", "error.field.wrong_type", {{"type", "integer"}});
    out.only.emplace_back(&dimension, value == kNone ? "" : value);
  }
  if (const std::string hour = given("hour_of_week"); !hour.empty()) {
    const auto number = text::to_integer(hour);
    if (!number || *number < 0 || *number >= kHoursOfWeek) return invalid("hour_of_week", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-167"}});
    out.hour_of_week = int(*number);
  }
  return out;
}

}  // namespace sahay::reports
