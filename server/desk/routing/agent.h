// An agent as routing knows them: what they chose, whether their console is open, leave, limits, languages, skills.
// Rule of use: presence_of() is the one answer to "are they there"; the row alone is not.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::routing {

struct AgentState {
  UserId agent_id;
  std::string status = "offline";  // online, away, offline
  std::string set_by = "nobody";   // person, console, nobody
  Time since, seen_at;             // the console was last heard
  std::int64_t capacity = 0;       // open tickets at once; 0 = as the group says
  std::vector<std::string> languages;   // "bn"; empty = the one they read the desk in
  std::vector<std::int64_t> skill_ids;
  std::int64_t schedule_id = 0;    // own working hours; 0 = the group's
  bool keep_tickets = false;       // away or not, nothing of theirs goes back
  RawJson leaves{"[]"};            // [{"from":"2026-03-01","to":"2026-03-07"}], both days inclusive
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(AgentState, (), (agent_id, status, set_by, since, seen_at, capacity, languages, skill_ids, schedule_id, keep_tickets, leaves, updated_at))

// How long the word of an open console holds.
inline constexpr Duration kConsoleHolds = std::chrono::minutes(3);

struct Leave {
  Time from, to;  // [from, to)
};
// In the zone of the agent; what is no date is left out.
std::vector<Leave> leaves_of(const AgentState& state, std::string_view time_zone);

struct Presence {
  std::string word = "offline";  // online, away, offline, leave
  Time since;                    // unset: never said
  Time until;                    // when it changes by itself, where that is known
  bool there() const { return word == "online"; }
};
Presence presence_of(const AgentState& state, const std::vector<Leave>& leaves, Time now);

}  // namespace sahay::routing
