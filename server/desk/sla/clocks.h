// The door of clocks: hears the events of tickets, keeps each ticket's clocks and measures, rings when a target comes
// near or passes, and tells all of it.
//
// Events out (subject_id = ticket): clock.warned, clock.breached, each once for one instance of one metric. Their data:
// {"metric","instance","target_seconds","due_at","policy_id","group_id"}.
// Rule of use: hear() is a durable consumer of batches; ring() and reassess() are job handlers; the rest are queries inside one Tx.
// Threading: any thread.
#pragma once

#include <functional>
#include <span>

#include "desk/sla/ledger.h"
#include "desk/sla/rulebook.h"
#include "desk/tickets/tickets_api.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::sla {

inline constexpr char kClock[] = "sla.clock";  // key: the ticket
const std::vector<std::string>& heard_events();

// What became of the targets of a ticket, for whoever counts tickets: bits of ticket_metrics.targets.
enum Outcome : std::int64_t { kReplyInTime = 1, kReplyLate = 2, kSolutionHasTarget = 4, kSolutionLate = 8 };
std::int64_t targets_of(const State& state);

// What is kept of one ticket.
struct Record {
  TicketId id;
  Time created_at, updated_at;
  RawJson measures, state, assignments;
  std::int64_t last_event_id = 0;
  Time timer_at, next_due_at;
  bool live = false;
  std::int64_t targets = 0;
};
BOOST_DESCRIBE_STRUCT(Record, (), (id, created_at, updated_at, measures, state, assignments, last_event_id, timer_at, next_due_at, live, targets))

// The whole history of a ticket, gone over again.
struct Derived {
  State state;
  std::vector<Note> notes;
  Assignment assignment;  // in force at the end
  Rules rules;            // its rules
};

class Clocks {
 public:
  void hear(db::Tx& tx, std::span<const events::Event* const> batch);
  // The alarms of clocks; together in one commit unless one of them fails.
  std::vector<Result<void>> ring(db::Store& store, const std::vector<jobs::Job>& jobs);
  Result<void> reassess(db::Store& store, const jobs::Job& job);

  // Nothing: the ticket's events have not been heard yet.
  std::optional<Derived> derive(db::Tx& tx, const tickets::Ticket& ticket, Time now);
  std::optional<State> kept_state(db::Tx& tx, TicketId ticket);
  // A JSON list of the ticket's clocks with their ledgers, in the language of the reader.
  RawJson clocks_json(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket);
  // Working time of the ticket's schedule.
  Duration business_time(db::Tx& tx, const tickets::Ticket& ticket, Time from, Time to);
  // Its working hours; empty: every hour counts.
  calendar::Calendar calendar_of(db::Tx& tx, const tickets::Ticket& ticket);
  // Open or closed: a schedule, or (0) the one that holds for the ticket.
  calendar::Hours::State hours(db::Tx& tx, std::int64_t schedule, const tickets::Ticket& ticket);
  // What include=slas and include=metric_sets embed into tickets.
  api::Resource<tickets::Ticket>::RowKeys embed_slas(api::Context& context, db::Tx& tx, const std::vector<tickets::Ticket>& rows);
  api::Resource<tickets::Ticket>::RowKeys embed_metrics(api::Context& context, db::Tx& tx, const std::vector<tickets::Ticket>& rows);

 private:
  // `record`: as it is kept, before and after; none yet of a ticket that is new.
  void hear(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket, const Rulebook& book, std::optional<Record>& record);
  void ring(db::Tx& tx, const jobs::Job& job);
  void store(db::Tx& tx, Record& record, State& state, std::vector<Assignment>& assignments, const std::vector<Note>& notes, const Rules& rules);

  Shelf shelf_;
};

// What tickets made since then took, the newest first: minutes of working time, -1 where it has not come to that.
struct Taken {
  TicketId ticket;
  std::string priority, type;
  std::int64_t first_reply = -1, solution = -1;
};
std::vector<Taken> taken_since(db::Tx& tx, Time since, int most);

// Runs in the transaction that changed the usual schedule. Set before serving.
extern std::function<void(db::Tx&)> hours_changed;
// The first schedule, from the opening hours of the configuration, which it follows until somebody changes it.
void seed_schedule(db::Tx& tx, std::string_view name, std::string_view time_zone, std::string_view hours);

void add_policy_routes(api::Api& api);    // /slas/policies, /group_slas/policies
void add_schedule_routes(api::Api& api);  // /business_hours/schedules with holidays
void add_clock_routes(api::Api& api, Clocks& clocks);  // clocks, metrics, metric events

}  // namespace sahay::sla
