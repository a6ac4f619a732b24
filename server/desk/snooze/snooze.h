// Snooze: a ticket rests on hold until a time and is then open again by itself. A customer's word, or anybody who changes the
// status, ends the rest early. Nothing is asked or written for tickets that do not rest: what ended a rest is seen in their
// history when it matters.
// Rule of use: rest() and end() are the verbs; wake() is the handler of the job kWake (key: the ticket).
// Threading: inside one Tx; wake() from any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>

#include "desk/tickets/tickets_api.h"
#include "platform/api/api.h"
#include "platform/jobs/jobs.h"

namespace sahay::snooze {

inline constexpr char kWake[] = "snooze.wake";
inline constexpr auto kLongest = std::chrono::hours(24 * 366);

struct Snooze {
  TicketId id;
  Time until_at;
  UserId by_id;
  std::int64_t event_id = 0;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Snooze, (), (id, until_at, by_id, event_id, created_at))

// Puts the ticket on hold until then; a second rest replaces the first. Errors: not_found; invalid until_at (past, or over a
// year away); conflict (it is solved or closed).
Result<Snooze> rest(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, Time until);
// The ticket is open again now. Errors: not_found (it does not rest).
Result<void> end(db::Tx& tx, const tickets::Actor& actor, TicketId ticket);
// The rest that still holds. One query for a ticket on hold, none for any other.
std::optional<Snooze> resting(db::Tx& tx, const tickets::Ticket& ticket);
Result<void> wake(db::Store& store, const jobs::Job& job);

void add_snooze_routes(api::Api& api);  // GET, PUT, DELETE /tickets/{id}/snooze
void add_console_parts();               // "snooze" in what the console reads of a ticket

}  // namespace sahay::snooze
