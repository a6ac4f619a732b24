#include "desk/routing/agent.h"

#include <algorithm>

#include "platform/calendar/zone.h"

namespace sahay::routing {

std::vector<Leave> leaves_of(const AgentState& state, std::string_view time_zone) {
  std::vector<Leave> out;
  if (state.leaves.text.size() <= 2) return out;
  const auto parsed = parse_json(state.leaves.text);
  if (!parsed.ok() || !parsed->is_array()) return out;
  auto zone = calendar::Zone::find(time_zone);
  if (!zone) zone = calendar::Zone::find("UTC");
  for (const Json& each : parsed->get_array()) {
    if (!each.is_object()) continue;
    const auto first = calendar::parse_date(string_at(each.get_object(), "from").value_or(""));
    const auto last = calendar::parse_date(string_at(each.get_object(), "to").value_or(""));
    if (!first || !last || *last < *first) continue;
    out.push_back({Time{zone->to_utc(*first * 86'400) * 1'000'000}, Time{zone->to_utc((*last + 1) * 86'400) * 1'000'000}});
  }
  std::sort(out.begin(), out.end(), [](const Leave& a, const Leave& b) { return a.from < b.from; });
  return out;
}

Presence presence_of(const AgentState& state, const std::vector<Leave>& leaves, Time now) {
  Time next_leave;
  for (const Leave& leave : leaves) {
    if (leave.from <= now && now < leave.to) return {"leave", leave.from, leave.to};
    if (leave.from > now && (!next_leave || leave.from < next_leave)) next_leave = leave.from;
  }
  Presence out{state.status, state.since, next_leave};
  if (state.status != "online" || state.set_by != "console") return out;
  const Time ends = state.seen_at + kConsoleHolds;
  if (now >= ends) return {"offline", ends, next_leave};
  if (!out.until || ends < out.until) out.until = ends;
  return out;
}

}  // namespace sahay::routing
