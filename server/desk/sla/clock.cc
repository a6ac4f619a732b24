#include "desk/sla/clock.h"

#include <algorithm>

namespace sahay::sla {
namespace {

constexpr std::string_view kNames[kMetrics] = {"first_reply_time", "next_reply_time", "periodic_update_time", "pausable_update_time",
                                               "requester_wait_time", "agent_work_time", "total_resolution_time", "group_ownership_time"};

bool solved(std::string_view status) { return status == "solved" || status == "closed"; }

Both passed(Time from, Time to, const calendar::Calendar* calendar) {
  const Duration all = to - from;
  return {all, calendar ? calendar->between(from, to) : all};
}

void note(State& state, Metric metric, What what, Time at, std::vector<Note>& notes) {
  notes.push_back({what, metric, at, state.of(metric), std::string(state.standing()), state.reason, 0});
}

// Brings target and mode of a clock in line with the rules.
void settle_target(State& state, Metric metric, const Rules& rules, std::vector<Note>& notes) {
  Clock& clock = state.of(metric);
  const Policy* policy = rules.policy_of(metric);
  const Target* target = policy ? target_of(*policy, metric, state.priority) : nullptr;
  const std::int64_t seconds = target ? target->seconds : 0;
  const int mode = target ? int(target->business_hours) : clock.mode;
  clock.policy_id = target ? policy->id : 0;
  if (seconds == clock.target_seconds && mode == clock.mode) return;
  // The first target counts from the start of the clock; a later one keeps what was counted.
  if (clock.mode < 0) clock.spent = mode == 1 ? clock.business : clock.calendar;
  const std::int64_t old = clock.target_seconds;
  clock.target_seconds = seconds;
  clock.mode = mode;
  note(state, metric, What::target, state.at, notes);
  notes.back().old_target = old;
}

void start(State& state, Metric metric, std::vector<Note>& notes) {
  Clock& clock = state.of(metric);
  const int instance = clock.instance + 1;
  clock = Clock{};
  clock.instance = instance;
  clock.run = Run::running;
  clock.started_at = clock.turned_at = state.at;
  if (metric == Metric::group_ownership) clock.group_id = state.group;
  note(state, metric, What::activate, state.at, notes);
}

void finish(State& state, Metric metric, What what, std::vector<Note>& notes) {
  Clock& clock = state.of(metric);
  if (!clock.live()) return;
  clock.run = Run::done;
  clock.ended_at = state.at;
  note(state, metric, what, state.at, notes);
}

void measure_status(State& state, std::string_view status, Time at) {
  Measures& m = state.measures;
  const bool was = solved(state.status), is = solved(status);
  if (is && !was) {
    m.solved_at = at;
    m.full_resolution = m.age;
    if (!m.first_resolution) m.first_resolution = m.age;
  }
  if (was && !is) ++m.reopens;
  m.status_updated_at = at;
}

void change_fields(State& state, const Fact& fact) {
  Measures& m = state.measures;
  if (fact.status && (*fact.status != state.status || fact.created)) {
    if (fact.created) state.status = "new";
    measure_status(state, *fact.status, fact.at);
    state.status = *fact.status;
    m.custom_status_updated_at = fact.at;
  }
  if (fact.reason) state.reason = *fact.reason, m.custom_status_updated_at = fact.at;
  if (fact.priority) state.priority = *fact.priority;
  if (fact.requester) state.requester = *fact.requester;
  if (fact.deleted) state.deleted = *fact.deleted;
  if (fact.assignee && *fact.assignee != state.assignee) {
    state.assignee = *fact.assignee;
    if (state.assignee) {
      ++m.assignee_stations;
      m.assigned_at = fact.at;
      if (!m.initially_assigned_at) m.initially_assigned_at = fact.at;
    }
  }
  if (fact.group && *fact.group && *fact.group != state.group) ++m.group_stations;
}

void measure_people(State& state, const Fact& fact) {
  Measures& m = state.measures;
  if (fact.actor && fact.actor == state.requester) m.requester_updated_at = fact.at;
  if (fact.actor && fact.actor == state.assignee) m.assignee_updated_at = fact.at;
  if (fact.created) m.requester_updated_at = fact.at;
  if (fact.any_comment) m.latest_comment_at = fact.at;
  if (fact.voice == Voice::staff && !fact.created) {
    if (m.replies++ == 0) m.reply = m.age;
  }
}

void change_group(State& state, const Fact& fact, std::vector<Note>& notes) {
  if (!fact.group || *fact.group == state.group) return;
  finish(state, Metric::group_ownership, What::end, notes);
  state.group = *fact.group;
  if (state.group && !fact.silent && !fact.created && !solved(state.status)) start(state, Metric::group_ownership, notes);
}

void hear(State& state, const Fact& fact, std::vector<Note>& notes) {
  if (fact.voice == Voice::customer) {
    state.unanswered = true;
  } else if (fact.voice == Voice::staff) {
    state.unanswered = false;
    state.answered = true;
    for (const Metric m : {Metric::first_reply, Metric::next_reply, Metric::periodic_update, Metric::pausable_update})
      finish(state, m, What::fulfill, notes);
    if (fact.silent || solved(state.status)) return;
    start(state, Metric::periodic_update, notes);
    start(state, Metric::pausable_update, notes);
  }
}

void begin(State& state, const Fact& fact, std::vector<Note>& notes) {
  if (fact.silent) {
    state.answered = true;
    return;
  }
  for (const Metric m : {Metric::requester_wait, Metric::agent_work, Metric::total_resolution}) start(state, m, notes);
  if (state.group) start(state, Metric::group_ownership, notes);
  // A ticket that opens with our public word owes the customer nothing yet; a private note owes the first one.
  if (fact.voice == Voice::staff) state.answered = true;
  else start(state, Metric::first_reply, notes);
}

// Starts and stops clocks as status and rules say.
void settle_runs(State& state, const Rules& rules, std::vector<Note>& notes) {
  for (int i = 0; i < kMetrics; ++i) {
    const Metric metric = Metric(i);
    Clock& clock = state.of(metric);
    if (!clock.live()) continue;
    settle_target(state, metric, rules, notes);
    const bool pause = pauses(metric, state.standing(), state.reason, rules.policy_of(metric));
    if (pause == (clock.run == Run::paused)) continue;
    clock.run = pause ? Run::paused : Run::running;
    clock.turned_at = state.at;
    note(state, metric, pause ? What::pause : What::resume, state.at, notes);
  }
}

std::optional<Time> reached(const State& state, const Clock& clock, Duration share, const Rules& rules) {
  if (clock.run != Run::running || clock.target_seconds <= 0) return std::nullopt;
  const Duration missing = share - clock.spent;
  if (missing <= Duration{}) return state.at;
  if (clock.mode == 1 && rules.calendar) return rules.calendar->after(state.at, missing);
  return state.at + missing;
}

}  // namespace

std::string_view name_of(Metric metric) { return kNames[std::size_t(metric)]; }

std::optional<Metric> metric_named(std::string_view name) {
  for (int i = 0; i < kMetrics; ++i)
    if (kNames[i] == name) return Metric(i);
  return std::nullopt;
}

std::string_view name_of(Run run) {
  constexpr std::string_view names[] = {"idle", "running", "paused", "done"};
  return names[std::size_t(run)];
}

bool pauses(Metric metric, std::string_view status, std::string_view reason, const Policy* policy) {
  if (solved(status) || status == "deleted") return true;
  if (policy)
    for (const PauseRule& rule : policy->pause_rules)
      if (rule.status == status && (rule.reason.empty() || rule.reason == reason) && (rule.metric.empty() || rule.metric == name_of(metric)))
        return rule.pauses;
  switch (metric) {
    case Metric::pausable_update:
    case Metric::requester_wait: return status == "pending";
    case Metric::agent_work:
    case Metric::group_ownership: return status == "pending" || status == "hold";
    default: return false;
  }
}

std::optional<Time> due_at(const State& state, const Clock& clock, const Rules& rules) {
  return reached(state, clock, std::chrono::seconds(clock.target_seconds), rules);
}

std::optional<Time> warn_at(const State& state, const Clock& clock, const Rules& rules) {
  const Policy* policy = rules.policy_named(clock.policy_id);
  if (!policy || policy->warn_percent <= 0) return std::nullopt;
  return reached(state, clock, Duration(std::chrono::seconds(clock.target_seconds)) * policy->warn_percent / 100, rules);
}

void advance(State& state, Time now, const Rules& rules, std::vector<Note>& notes) {
  if (now <= state.at) return;
  for (int i = 0; i < kMetrics; ++i) {
    Clock& clock = state.clocks[std::size_t(i)];
    if (clock.breached) continue;
    const auto due = due_at(state, clock, rules);
    if (!due || *due >= now) continue;
    clock.breached = true;
    clock.breached_at = *due;
    Clock then = clock;
    const Both until = passed(state.at, *due, rules.calendar);
    then.calendar += until.calendar, then.business += until.business;
    then.spent += clock.mode == 1 ? until.business : until.calendar;
    notes.push_back({What::breach, Metric(i), *due, then, {}, {}, 0});
    state.misses.push_back({Metric(i), clock.instance, *due, clock.target_seconds, clock.policy_id, clock.group_id, clock.mode == 1});
  }
  const Both both = passed(state.at, now, rules.calendar);
  for (Clock& clock : state.clocks) {
    if (clock.run != Run::running) continue;
    clock.calendar += both.calendar;
    clock.business += both.business;
    if (clock.mode >= 0) clock.spent += clock.mode == 1 ? both.business : both.calendar;
  }
  Measures& m = state.measures;
  m.age.add(both);
  if (state.status == "pending") m.agent_wait.add(both);
  else if (!solved(state.status)) m.requester_wait.add(both);
  if (state.status == "hold") m.on_hold.add(both);
  state.at = now;
}

void apply_rules(State& state, const Rules& rules, std::vector<Note>& notes) { settle_runs(state, rules, notes); }

void step(State& state, const Fact& fact, const Rules& before, const Rules& after, std::vector<Note>& notes) {
  if (fact.created) state.at = fact.at;
  else advance(state, fact.at, before, notes);
  change_fields(state, fact);
  measure_people(state, fact);
  change_group(state, fact, notes);
  if (fact.created && fact.solved_at > fact.at) {
    state.measures.solved_at = fact.solved_at;
    state.measures.first_resolution = state.measures.full_resolution = passed(fact.at, fact.solved_at, after.calendar);
  }
  if (fact.created) begin(state, fact, notes);
  else hear(state, fact, notes);
  if (fact.created && fact.voice == Voice::staff && !fact.silent && !solved(state.status)) {
    start(state, Metric::periodic_update, notes);
    start(state, Metric::pausable_update, notes);
  }
  if (state.unanswered && state.answered && !fact.silent && !solved(state.status) && !state.of(Metric::next_reply).live())
    start(state, Metric::next_reply, notes);
  settle_runs(state, after, notes);
}

}  // namespace sahay::sla
