#include "desk/site/schedule.h"

#include "base/text.h"

namespace sahay::site {

Availability availability(const Schedule& schedule, Time now) {
  if (!has_hours(schedule)) return {};
  const calendar::Hours::State state = calendar::Hours(schedule).state_at(now);
  if (state.open) return {.open = true, .opens_at = {}, .closes_at = state.changes_at};
  return {.open = false, .opens_at = state.changes_at, .closes_at = {}};
}

std::string write_closures(const std::vector<calendar::Closure>& closed) {
  std::string out;
  for (const calendar::Closure& each : closed) out += (out.empty() ? "" : " ") + std::to_string(each.from) + "-" + std::to_string(each.to);
  return out;
}

std::vector<calendar::Closure> read_closures(std::string_view text) {
  std::vector<calendar::Closure> out;
  for (const std::string_view pair : text::split(text, ' ')) {
    const std::size_t dash = pair.find('-');
    if (dash == std::string_view::npos) continue;
    const auto from = text::to_integer(pair.substr(0, dash)), to = text::to_integer(pair.substr(dash + 1));
    if (from && to && *from < *to) out.push_back({"", *from, *to});
  }
  return out;
}

}  // namespace sahay::site
