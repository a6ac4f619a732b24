#include "app/desk_facts.h"

#include <algorithm>

#include "app/desk_facts_sql.h"
#include "base/json.h"
#include "desk/site/closed_days.h"
#include "desk/sla/holidays.h"
#include "platform/calendar/schedule.h"

namespace sahay::app {

const DeskFacts& desk_facts() {
  static const DeskFacts facts;
  return facts;
}

void begin_desk_facts(const DeskConfig& desk) {
  desk_facts().name.set(desk.name);
  desk_facts().time_zone.set(desk.time_zone.empty() ? "UTC" : desk.time_zone);
  desk_facts().hours.set(desk.hours);
}

// 9 * 60 + 5 as "09:05".
static std::string clock_text(std::int64_t minutes) {
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string hours_text(std::string_view intervals_json) {
  static constexpr const char* kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const auto parsed = parse_json(intervals_json);
  if (!parsed.ok() || !parsed->is_array()) return "";
  std::string out;
  for (const Json& each : parsed->get_array()) {
    if (!each.is_object()) continue;
    std::int64_t from = integer_at(each.get_object(), "start_time").value_or(0);
    const std::int64_t wanted = integer_at(each.get_object(), "end_time").value_or(0);
    const std::int64_t end = std::min<std::int64_t>(wanted, calendar::kWeek);
    if (from <= 0 && end == calendar::kWeek) return "";
    while (from >= 0 && from < end) {
      const std::int64_t day = from / 1440, to = std::min(end, (day + 1) * 1440);
      out += (out.empty() ? "" : "; ") + std::string(kDays[day]) + " ";
      out += clock_text(from - day * 1440) + "-" + clock_text(to - day * 1440);
      from = to;
    }
  }
  return out;
}

std::string closed_text(const sla::ScheduleRow& schedule) {
  std::vector<site::Closed> out;
  for (const sla::Holiday& each : sla::holidays_of(schedule)) {
    const auto in = [&](std::string_view language, const std::string& otherwise) {
      const auto at = each.names.find(language);
      return at == each.names.end() ? otherwise : at->second;
    };
    // "-" is what a calendar file without names leaves.
    const std::string usual = each.name == "-" ? "" : each.name;
    out.push_back({{in("en", usual), in("bn", ""), in("ru", "")}, each.from, each.to});
  }
  return site::write_closures(out);
}

void refresh_desk_facts(db::Tx& tx, bool after_commit) {
  const auto name = tx.scalar<std::string>(sql::desk_facts::named_brand);
  const auto zone = tx.scalar<std::string>(sql::desk_facts::usual_zone);
  const auto week = tx.scalar<std::string>(sql::desk_facts::usual_week);
  const auto schedule = tx.one<sla::ScheduleRow>(sql::desk_facts::usual_schedule);
  const std::string closed = schedule ? closed_text(*schedule) : std::string();
  const auto set = [name, zone, closed, hours = week ? hours_text(*week) : std::string(), known = week.has_value()] {
    if (name) desk_facts().name.set(*name);
    if (zone) desk_facts().time_zone.set(*zone);
    if (known) desk_facts().hours.set(hours);
    desk_facts().closed.set(closed);
  };
  if (after_commit) tx.after_commit(set);
  else set();
}

}  // namespace sahay::app
