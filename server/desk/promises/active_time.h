// Active time: the seconds that people worked on a ticket, from focus and typing in the console and the length of calls,
// corrected by hand where need be. It is there to know what a request costs; nothing compares people by it.
// Threading: inside one Tx.
#pragma once

#include "desk/promises/promises.h"
#include "platform/api/api.h"

namespace sahay::promises {

inline constexpr std::string_view kActiveKinds[] = {"focus", "typing", "call", "correction"};

struct ActiveTime {
  UserId user_id;
  std::int64_t day = 0;
  std::string kind;
  std::int64_t seconds = 0;
  std::string note;
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(ActiveTime, (), (user_id, day, kind, seconds, note, updated_at))

void add_active_time(db::Tx& tx, TicketId ticket, UserId user, std::string_view kind, std::int64_t seconds, std::string_view note = {});
std::vector<ActiveTime> active_times(db::Tx& tx, TicketId ticket);
void add_active_time_routes(api::Api& api);

}  // namespace sahay::promises
