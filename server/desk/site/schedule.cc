#include "desk/site/schedule.h"

namespace sahay::site {

Availability availability(const Schedule& schedule, Time now) {
  if (!has_hours(schedule)) return {};
  const calendar::Hours::State state = calendar::Hours(schedule).state_at(now);
  if (state.open) return {.open = true, .opens_at = {}, .closes_at = state.changes_at};
  return {.open = false, .opens_at = state.changes_at, .closes_at = {}};
}

}  // namespace sahay::site
