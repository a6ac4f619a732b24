#include "desk/sla/clocks.h"

#include <algorithm>
#include <unordered_map>

#include "desk/sla/clock_sql.h"
#include "desk/sla/facts.h"
#include "desk/sla/metric_events.h"
#include "desk/sla/state_json.h"
#include "desk/tickets/due.h"
#include "desk/tickets/rows_of_batch.h"
#include "platform/jobs/in_one_commit.h"

namespace sahay::sla {
namespace {

// An alarm that is later than this (the server was down) waits for the next opening.
constexpr Duration kPrompt = std::chrono::minutes(5);
constexpr int kChunk = 200;

bool may_ring(const Rules& rules, bool business, Time when, Time now) {
  return !business || !rules.calendar || now - when < kPrompt || rules.calendar->open_at(now);
}

void emit(db::Tx& tx, std::string_view kind, std::int64_t ticket, const Miss& miss) {
  events::Event event;
  event.kind = kind;
  event.subject_id = ticket;
  event.via = "system";
  event.data.text.clear();
  JsonWriter w(event.data.text);
  w.begin_object().field("metric", name_of(miss.metric)).field("instance", miss.instance).field("target_seconds", miss.target_seconds);
  w.field("due_at", miss.at).field("policy_id", miss.policy_id).field("group_id", miss.group_id).end_object();
  events::emit(tx, std::move(event));
}

void tell_misses(db::Tx& tx, std::int64_t ticket, State& state, const Rules& rules) {
  std::erase_if(state.misses, [&](const Miss& miss) {
    if (!may_ring(rules, miss.business, miss.at, tx.now())) return false;
    emit(tx, "clock.breached", ticket, miss);
    return true;
  });
}

bool may_be_missed(const Clock& clock) { return clock.run == Run::running && clock.target_seconds > 0 && !clock.breached; }
bool awaits_warning(const Clock& clock) { return may_be_missed(clock) && !clock.warned; }

// Warnings that are due; call before the state is advanced, so that the moment of each is known.
void warn(db::Tx& tx, std::int64_t ticket, State& state, const Rules& rules) {
  for (int i = 0; i < kMetrics; ++i) {
    Clock& clock = state.clocks[std::size_t(i)];
    if (!awaits_warning(clock)) continue;
    const auto at = warn_at(state, clock, rules);
    const auto due = due_at(state, clock, rules);
    if (!at || *at > tx.now() || (due && *due < tx.now()) || !may_ring(rules, clock.mode == 1, *at, tx.now())) continue;
    clock.warned = true;
    emit(tx, "clock.warned", ticket, {Metric(i), clock.instance, due.value_or(Time{}), clock.target_seconds, clock.policy_id, clock.group_id, clock.mode == 1});
  }
}

// When to look at the clocks next; unset: not before something happens.
Time next_alarm(const State& state, const Rules& rules, Time now) {
  if (state.misses.empty() && std::none_of(state.clocks.begin(), state.clocks.end(), may_be_missed)) return {};
  Time next{INT64_MAX};
  const Time opens = rules.calendar ? rules.calendar->next_open(now).value_or(now + std::chrono::hours(24)) : now;
  if (!state.misses.empty()) next = std::max(opens, now);
  for (const Clock& clock : state.clocks) {
    if (!may_be_missed(clock)) continue;
    const auto due = due_at(state, clock, rules);
    // The target passes with the first instant behind it.
    if (due) next = std::min(next, *due + Duration(1));
    const auto at = clock.warned ? std::nullopt : warn_at(state, clock, rules);
    if (at && (!due || *at < *due)) next = std::min(next, may_ring(rules, clock.mode == 1, *at, now) ? *at : std::max(*at, opens));
  }
  return next == Time{INT64_MAX} ? Time{} : next;
}

Time next_due(const State& state, const Rules& rules) {
  Time next{INT64_MAX};
  for (const Clock& clock : state.clocks)
    if (!clock.breached || clock.run == Run::running)
      if (const auto due = clock.breached ? std::optional(clock.breached_at) : due_at(state, clock, rules)) next = std::min(next, *due);
  return next == Time{INT64_MAX} ? Time{} : next;
}

std::vector<Record> records_of(db::Tx& tx, const std::set<std::int64_t>& ids) {
  if (ids.size() == 1) return tx.all<Record>(sql::clock::find, *ids.begin());
  return ids.empty() ? std::vector<Record>{} : tx.all<Record>(sql::clock::of_tickets, write_json(std::vector<std::int64_t>(ids.begin(), ids.end())));
}

Rules rules_of(const Rulebook& book, const std::vector<Assignment>& assignments) {
  return assignments.empty() ? Rules{} : book.rules(assignments.back());
}

}  // namespace

const std::vector<std::string>& heard_events() {
  static const std::vector<std::string> kinds{"ticket.created", "ticket.updated", "ticket.deleted", "ticket.restored", "ticket.erased"};
  return kinds;
}

std::int64_t targets_of(const State& state) {
  std::int64_t out = 0;
  const Clock& reply = state.clocks[std::size_t(Metric::first_reply)];
  if (reply.target_seconds > 0 && reply.breached) out |= kReplyLate;
  else if (reply.target_seconds > 0 && reply.run == Run::done) out |= kReplyInTime;
  for (const Metric metric : {Metric::requester_wait, Metric::agent_work, Metric::total_resolution}) {
    const Clock& clock = state.clocks[std::size_t(metric)];
    if (clock.target_seconds > 0) out |= kSolutionHasTarget | (clock.breached ? kSolutionLate : 0);
  }
  return out;
}

void Clocks::store(db::Tx& tx, Record& record, State& state, std::vector<Assignment>& assignments, const std::vector<Note>& notes, const Rules& rules) {
  const std::string items = metric_events_json(notes, rules);
  if (!items.empty()) tx.execute(sql::clock::insert_events, tx.new_id("ticket_metric_events"), record.id, tx.now(), items);
  tell_misses(tx, record.id.value, state, rules);
  const Time timer = next_alarm(state, rules, tx.now());
  const std::string key = std::to_string(record.id.value);
  // While the timer's own job runs its row is gone already: timer_at is unset then.
  if (timer != record.timer_at) {
    if (timer) jobs::set(tx, kClock, key, timer, key);
    else jobs::cancel(tx, kClock, key);
  }
  record.timer_at = timer;
  const Time due = next_due(state, rules);
  if (due != record.next_due_at) tickets::note_next_due(tx, record.id, due);
  record.next_due_at = due;
  record.live = state.status != "closed" && std::any_of(state.clocks.begin(), state.clocks.end(), [](const Clock& c) { return c.live(); });
  record.updated_at = std::max(record.updated_at, state.at);
  record.targets = targets_of(state);
  record.state.text = write_state(state);
  record.assignments.text = write_assignments(assignments);
  tx.post(sql::clock::save, record.id, record.created_at, record.updated_at, measures_json(state, record.created_at, record.updated_at),
          record.state, record.assignments, record.last_event_id, record.timer_at, record.next_due_at, record.live, record.targets);
}

// What clocks themselves change of a ticket, its next due time, is nothing that they or their rules read.
void Clocks::hear(db::Tx& tx, std::span<const events::Event* const> batch) {
  std::set<std::int64_t> ids;
  for (const events::Event* event : batch)
    if (event->kind != "ticket.erased") ids.insert(event->subject_id);
  const auto tickets = tickets::tickets_of(tx, ids);
  const auto book = tickets.empty() ? nullptr : shelf_.rulebook(tx);
  std::unordered_map<std::int64_t, std::optional<Record>> records;
  for (Record& record : records_of(tx, ids)) records[record.id.value] = std::move(record);
  for (const events::Event* event : batch) {
    if (event->kind == "ticket.erased") {
      tx.execute(sql::clock::forget, event->subject_id);
      tx.execute(sql::clock::forget_events, event->subject_id);
      jobs::cancel(tx, kClock, std::to_string(event->subject_id));
      records.erase(event->subject_id);
    } else if (const auto ticket = tickets.find(event->subject_id); ticket != tickets.end()) {
      hear(tx, *event, ticket->second, *book, records[event->subject_id]);
    }
  }
}

void Clocks::hear(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket, const Rulebook& book, std::optional<Record>& record) {
  if (record ? event.id <= record->last_event_id : event.kind != "ticket.created") return;
  State state = record ? parse_state(record->state.text) : State{};
  std::vector<Assignment> assignments = record ? parse_assignments(record->assignments.text) : std::vector<Assignment>{};
  if (!record) record = Record{.id = ticket.id, .created_at = ticket.created_at, .updated_at = ticket.created_at, .measures = {}, .state = {}, .assignments = {}, .timer_at = {}, .next_due_at = {}};
  const Fact fact = fact_of(event, ticket, state);
  const Rules before = rules_of(book, assignments);
  if (state.status != "closed") {
    Assignment now = book.assign(tx, ticket);
    now.event_id = event.id;
    if (assignments.empty() || !now.same_rules(assignments.back())) assignments.push_back(now);
  }
  std::vector<Note> notes;
  const Rules after = rules_of(book, assignments);
  step(state, fact, before, after, notes);
  record->last_event_id = event.id;
  store(tx, *record, state, assignments, notes, after);
}

std::vector<Result<void>> Clocks::ring(db::Store& database, const std::vector<jobs::Job>& jobs) {
  return jobs::in_one_commit(database, jobs, [this](db::Tx& tx, const jobs::Job& job) { ring(tx, job); });
}

void Clocks::ring(db::Tx& tx, const jobs::Job& job) {
  auto record = tx.one<Record>(sql::clock::find, text::to_integer(job.key).value_or(0));
  if (!record) return;
  const auto book = shelf_.rulebook(tx);
  State state = parse_state(record->state.text);
  auto assignments = parse_assignments(record->assignments.text);
  const Rules rules = rules_of(*book, assignments);
  std::vector<Note> notes;
  warn(tx, record->id.value, state, rules);
  advance(state, tx.now(), rules, notes);
  record->timer_at = {};
  store(tx, *record, state, assignments, notes, rules);
}

Result<void> Clocks::reassess(db::Store& database, const jobs::Job& job) {
  return database.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    const auto book = shelf_.rulebook(tx);
    if (std::to_string(book->generation()) != job.key) return {};  // a later change has a walk of its own
    const auto ids = tx.all<Record>(sql::clock::live_after, text::to_integer(job.payload).value_or(0), kChunk);
    for (const Record& found : ids) {
      auto record = tx.one<Record>(sql::clock::find, found.id);
      const auto ticket = tickets::find(tx, found.id);
      // An event that is still on its way will assign anew itself.
      if (!record || !ticket || ticket->last_event_id > record->last_event_id) continue;
      State state = parse_state(record->state.text);
      auto assignments = parse_assignments(record->assignments.text);
      const Rules before = rules_of(*book, assignments);
      std::vector<Note> notes;
      advance(state, tx.now(), before, notes);
      Assignment now = book->assign(tx, *ticket);
      now.event_id = record->last_event_id;
      now.at = tx.now();
      if (assignments.empty() || !now.same_rules(assignments.back())) assignments.push_back(now);
      const Rules after = rules_of(*book, assignments);
      apply_rules(state, after, notes);
      store(tx, *record, state, assignments, notes, after);
    }
    if (int(ids.size()) == kChunk) jobs::set(tx, kReassess, job.key, tx.now(), std::to_string(ids.back().id.value));
    return {};
  });
}

std::optional<Derived> Clocks::derive(db::Tx& tx, const tickets::Ticket& ticket, Time now) {
  const auto record = tx.one<Record>(sql::clock::find, ticket.id);
  if (!record) return std::nullopt;
  const auto book = shelf_.rulebook(tx);
  const auto assignments = parse_assignments(record->assignments.text);
  Derived out;
  Rules rules;
  std::size_t next = 0;
  for (const auto& event : tickets::history(tx, ticket.id)) {
    if (event.id > record->last_event_id) break;
    Rules after = rules;
    if (next < assignments.size() && assignments[next].event_id == event.id && !assignments[next].at) after = book->rules(assignments[next++]);
    step(out.state, fact_of(event, ticket, out.state), rules, after, out.notes);
    rules = after;
    for (; next < assignments.size() && assignments[next].event_id == event.id; ++next) {
      advance(out.state, assignments[next].at, rules, out.notes);
      rules = book->rules(assignments[next]);
      apply_rules(out.state, rules, out.notes);
    }
  }
  advance(out.state, now, rules, out.notes);
  if (!assignments.empty()) out.assignment = assignments.back();
  out.rules = book->rules(out.assignment);
  return out;
}

std::optional<State> Clocks::kept_state(db::Tx& tx, TicketId ticket) {
  const auto record = tx.one<Record>(sql::clock::find, ticket);
  if (!record) return std::nullopt;
  return parse_state(record->state.text);
}

Duration Clocks::business_time(db::Tx& tx, const tickets::Ticket& ticket, Time from, Time to) {
  const auto book = shelf_.rulebook(tx);
  const auto* calendar = book->calendar_of(book->schedule_of(ticket));
  return calendar ? calendar->between(from, to) : std::max(Duration{}, to - from);
}

calendar::Calendar Clocks::calendar_of(db::Tx& tx, const tickets::Ticket& ticket) {
  const auto book = shelf_.rulebook(tx);
  const auto* calendar = book->calendar_of(book->schedule_of(ticket));
  return calendar ? *calendar : calendar::Calendar{};
}

namespace {

struct Measure {
  TicketId ticket_id;
  std::string priority, type, measures;
};
BOOST_DESCRIBE_STRUCT(Measure, (), (ticket_id, priority, type, measures))

std::int64_t business_minutes(const JsonObject& measures, std::string_view key) {
  const JsonObject* both = object_at(measures, key);
  return both ? integer_at(*both, "business").value_or(-1) : -1;
}

}  // namespace

std::vector<Taken> taken_since(db::Tx& tx, Time since, int most) {
  std::vector<Taken> out;
  for (const Measure& row : tx.all<Measure>(sql::clock::taken_since, since, most)) {
    const auto measures = parse_json(row.measures);
    if (!measures.ok() || !measures->is_object()) continue;
    const JsonObject& m = measures->get_object();
    out.push_back({row.ticket_id, row.priority, row.type, business_minutes(m, "reply_time_in_minutes"), business_minutes(m, "full_resolution_time_in_minutes")});
  }
  return out;
}

calendar::Hours::State Clocks::hours(db::Tx& tx, std::int64_t schedule, const tickets::Ticket& ticket) {
  const auto book = shelf_.rulebook(tx);
  const auto* calendar = book->calendar_of(schedule ? schedule : book->schedule_of(ticket));
  return calendar && !calendar->empty() ? calendar->at(tx.now()).state_at(tx.now()) : calendar::Hours::State{};
}

}  // namespace sahay::sla
