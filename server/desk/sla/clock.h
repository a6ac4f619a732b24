// Clock: one running measurement of one ticket, and the fold that derives all clocks and measures of a ticket from its
// facts (created, comments, status, priority, people, policy). step() applies the next fact to the state; going over the
// whole history again gives the same state. What happens to a clock on the way are its notes: metric events and the
// ledger are both made of them.
// Rule of use: pure; facts come in order of time; times never go back.
// Threading: values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "desk/sla/policy.h"
#include "platform/calendar/schedule.h"

namespace sahay::sla {

// What counts from when to when, and what holds it up: docs/api.md, "Clocks".
inline constexpr int kMetrics = 8;
std::string_view name_of(Metric metric);
std::optional<Metric> metric_named(std::string_view name);
// Whether a clock runs while the ticket stands so; policies may say otherwise for pending and hold.
bool pauses(Metric metric, std::string_view status, std::string_view reason, const Policy* policy);

enum class Run { idle, running, paused, done };
std::string_view name_of(Run run);

struct Clock {
  int instance = 0;        // 1, 2, ... of this metric on this ticket
  Run run = Run::idle;
  Time started_at, ended_at;
  Time turned_at;          // when it last started or stopped running
  Duration calendar{}, business{};  // ran so long, by every hour and by working hours
  Duration spent{};        // of the target: each stretch counted as the target of its time said
  std::int64_t target_seconds = 0;  // 0 = no target
  int mode = -1;           // -1 never had a target, 0 calendar hours, 1 business hours
  std::int64_t policy_id = 0;       // whose target it is
  std::int64_t group_id = 0;        // of group ownership
  bool warned = false, breached = false;
  Time breached_at;

  bool live() const { return run == Run::running || run == Run::paused; }
};

enum class Voice { none, customer, staff };

// One thing that happened to the ticket. What is set has changed.
struct Fact {
  Time at;
  bool created = false;
  bool silent = false;     // brought in from elsewhere: no clock starts
  std::optional<std::string> status{}, reason{}, priority{};
  std::optional<std::int64_t> group{}, assignee{}, requester{};
  std::optional<bool> deleted{};
  Voice voice = Voice::none;  // a public comment of a person
  bool any_comment = false;
  std::int64_t actor = 0;
  Time solved_at{};        // of a ticket that was brought in solved: when that was
};

// What holds at the time of a fact. Null policy: none applies. The policy of the group, where there is one, alone decides
// how long the group may have the ticket.
struct Rules {
  const Policy* policy = nullptr;
  const calendar::Calendar* calendar = nullptr;
  const Policy* group_policy = nullptr;

  const Policy* policy_of(Metric metric) const { return metric == Metric::group_ownership && group_policy ? group_policy : policy; }
  // The policy whose target a clock has; null: another one's, or none.
  const Policy* policy_named(std::int64_t id) const {
    if (group_policy && group_policy->id == id) return group_policy;
    return policy && policy->id == id ? policy : nullptr;
  }
};

enum class What { activate, pause, resume, fulfill, end, target, breach };

struct Note {
  What what = What::activate;
  Metric metric = Metric::first_reply;
  Time at;
  Clock clock;                 // right after it
  std::string status, reason;  // of a pause
  std::int64_t old_target = 0;  // of a changed target
};

// A missed target that nobody was told of yet.
struct Miss {
  Metric metric = Metric::first_reply;
  int instance = 0;
  Time at;
  std::int64_t target_seconds = 0, policy_id = 0, group_id = 0;
  bool business = false;
};

// A stopwatch of both kinds of hours.
struct Both {
  Duration calendar{}, business{};
  void add(const Both& more) { calendar += more.calendar, business += more.business; }
};

// What /ticket_metrics tells.
struct Measures {
  std::int64_t replies = 0, reopens = 0, group_stations = 0, assignee_stations = 0;
  Time assignee_updated_at, requester_updated_at, status_updated_at, custom_status_updated_at, initially_assigned_at,
      assigned_at, solved_at, latest_comment_at;
  Both age, requester_wait, agent_wait, on_hold;
  std::optional<Both> reply{}, first_resolution{}, full_resolution{};
};

struct State {
  Time at;                   // of the last fact; unset: no fact yet
  std::string status = "new", reason, priority;
  std::int64_t group = 0, assignee = 0, requester = 0;
  bool deleted = false;
  bool answered = false;     // the first reply was given or is not owed
  bool unanswered = false;   // the customer spoke last
  std::array<Clock, kMetrics> clocks;
  std::vector<Miss> misses;  // not yet told
  Measures measures;

  Clock& of(Metric m) { return clocks[std::size_t(m)]; }
  const Clock& of(Metric m) const { return clocks[std::size_t(m)]; }
  // The word by which clocks pause.
  std::string_view standing() const { return deleted ? "deleted" : std::string_view(status); }
};

// Applies a fact. `before` held until the fact, `after` from then on; they differ where the fact brought another policy
// or calendar. Notes come in order.
void step(State& state, const Fact& fact, const Rules& before, const Rules& after, std::vector<Note>& notes);
// Brings a state to `now` without any fact: what has run, what was missed.
void advance(State& state, Time now, const Rules& rules, std::vector<Note>& notes);
// Lets other rules hold from state.at on (after advance): a new policy, another schedule.
void apply_rules(State& state, const Rules& rules, std::vector<Note>& notes);

// When the clock's target is reached if nothing else happens; nothing: it does not run, has no target or never gets there.
std::optional<Time> due_at(const State& state, const Clock& clock, const Rules& rules);
std::optional<Time> warn_at(const State& state, const Clock& clock, const Rules& rules);

}  // namespace sahay::sla
