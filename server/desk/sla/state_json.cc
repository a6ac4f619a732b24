#include "desk/sla/state_json.h"

#include "base/scratch_json.h"

namespace sahay::sla {
namespace {

using Numbers = std::vector<std::int64_t>;

// A JSON list of numbers read one after the other; what is missing is 0.
class Reader {
 public:
  explicit Reader(const JsonArray* list) : list_(list) {}
  std::int64_t next() {
    if (!list_ || at_ >= list_->size() || !(*list_)[at_].is_int64()) return ++at_, 0;
    return (*list_)[at_++].get_int64();
  }
  Time time() { return Time{next()}; }
  Duration duration() { return Duration(next()); }
  Both both() {
    const Duration calendar = duration();
    return {calendar, duration()};
  }
  std::optional<Both> maybe() {
    const bool there = next() != 0;
    const Both value = both();
    return there ? std::optional(value) : std::nullopt;
  }

 private:
  const JsonArray* list_;
  std::size_t at_ = 0;
};

Numbers numbers(const Clock& c, std::int64_t metric) {
  return {metric, c.instance, std::int64_t(c.run), c.started_at.micros, c.ended_at.micros, c.turned_at.micros, c.calendar.count(), c.business.count(),
          c.spent.count(), c.target_seconds, c.mode, c.policy_id, c.group_id, c.warned, c.breached, c.breached_at.micros};
}

Clock read_clock(Reader in) {
  Clock c;
  c.instance = int(in.next());
  c.run = Run(in.next());
  c.started_at = in.time(), c.ended_at = in.time(), c.turned_at = in.time();
  c.calendar = in.duration(), c.business = in.duration(), c.spent = in.duration();
  c.target_seconds = in.next();
  c.mode = int(in.next());
  c.policy_id = in.next(), c.group_id = in.next();
  c.warned = in.next() != 0, c.breached = in.next() != 0;
  c.breached_at = in.time();
  return c;
}

void add(Numbers& out, const Both& both) { out.insert(out.end(), {both.calendar.count(), both.business.count()}); }
void add(Numbers& out, const std::optional<Both>& both) {
  out.push_back(both.has_value());
  add(out, both.value_or(Both{}));
}

Numbers numbers(const Measures& m) {
  Numbers out;
  out.reserve(32);
  out.insert(out.end(), {m.replies, m.reopens, m.group_stations, m.assignee_stations, m.assignee_updated_at.micros, m.requester_updated_at.micros,
              m.status_updated_at.micros, m.custom_status_updated_at.micros, m.initially_assigned_at.micros, m.assigned_at.micros, m.solved_at.micros, m.latest_comment_at.micros});
  for (const Both* both : {&m.age, &m.requester_wait, &m.agent_wait, &m.on_hold}) add(out, *both);
  for (const auto* both : {&m.reply, &m.first_resolution, &m.full_resolution}) add(out, *both);
  return out;
}

Measures read_measures(Reader in) {
  Measures m;
  m.replies = in.next(), m.reopens = in.next(), m.group_stations = in.next(), m.assignee_stations = in.next();
  for (Time* time : {&m.assignee_updated_at, &m.requester_updated_at, &m.status_updated_at, &m.custom_status_updated_at, &m.initially_assigned_at, &m.assigned_at, &m.solved_at, &m.latest_comment_at})
    *time = in.time();
  for (Both* both : {&m.age, &m.requester_wait, &m.agent_wait, &m.on_hold}) *both = in.both();
  for (auto* both : {&m.reply, &m.first_resolution, &m.full_resolution}) *both = in.maybe();
  return m;
}

std::int64_t minutes(Duration d) { return std::chrono::duration_cast<std::chrono::minutes>(d).count(); }

void write_both(JsonWriter& w, std::string_view key, const std::optional<Both>& both) {
  w.key(key).begin_object().key("calendar");
  if (both) w.value(minutes(both->calendar)); else w.null();
  w.key("business");
  if (both) w.value(minutes(both->business)); else w.null();
  w.end_object();
}

}  // namespace

std::string write_state(const State& s) {
  std::string out;
  out.reserve(1000);
  JsonWriter w(out);
  w.begin_object().field("status", s.status).field("reason", s.reason).field("priority", s.priority);
  w.field("n", Numbers{s.at.micros, s.group, s.assignee, s.requester, s.deleted, s.answered, s.unanswered});
  w.key("clocks").begin_array();
  for (int i = 0; i < kMetrics; ++i)
    if (s.clocks[std::size_t(i)].instance) w.value(numbers(s.clocks[std::size_t(i)], i));
  w.end_array().key("misses").begin_array();
  for (const Miss& m : s.misses) w.value(Numbers{std::int64_t(m.metric), m.instance, m.at.micros, m.target_seconds, m.policy_id, m.group_id, m.business});
  w.end_array().field("measures", numbers(s.measures)).end_object();
  return out;
}

State parse_state(std::string_view stored) {
  State s;
  const ScratchJson parsed(stored);
  if (!parsed.object()) return s;
  const JsonObject& in = *parsed.object();
  s.status = string_at(in, "status").value_or("new");
  s.reason = string_at(in, "reason").value_or("");
  s.priority = string_at(in, "priority").value_or("");
  Reader n(array_at(in, "n"));
  s.at = n.time();
  s.group = n.next(), s.assignee = n.next(), s.requester = n.next();
  s.deleted = n.next() != 0, s.answered = n.next() != 0, s.unanswered = n.next() != 0;
  if (const JsonArray* clocks = array_at(in, "clocks"))
    for (const Json& each : *clocks) {
      Reader list(each.if_array());
      const std::int64_t metric = list.next();
      if (metric >= 0 && metric < kMetrics) s.clocks[std::size_t(metric)] = read_clock(list);
    }
  if (const JsonArray* misses = array_at(in, "misses"))
    for (const Json& each : *misses) {
      Reader list(each.if_array());
      Miss miss;
      miss.metric = Metric(list.next());
      miss.instance = int(list.next());
      miss.at = list.time();
      miss.target_seconds = list.next(), miss.policy_id = list.next(), miss.group_id = list.next();
      miss.business = list.next() != 0;
      s.misses.push_back(miss);
    }
  s.measures = read_measures(Reader(array_at(in, "measures")));
  return s;
}

std::string write_assignments(const std::vector<Assignment>& assignments) {
  std::vector<Numbers> out;
  for (const Assignment& a : assignments) out.push_back({a.event_id, a.at.micros, a.version, a.schedule, std::int64_t(a.analysis), a.group_version});
  return write_json(out);
}

std::vector<Assignment> parse_assignments(std::string_view stored) {
  std::vector<Assignment> out;
  const ScratchJson parsed(stored);
  if (!parsed.array()) return out;
  for (const Json& each : *parsed.array()) {
    Reader list(each.if_array());
    Assignment a;
    a.event_id = list.next();
    a.at = list.time();
    a.version = list.next(), a.schedule = list.next(), a.analysis = list.next() != 0;
    a.group_version = list.next();
    out.push_back(a);
  }
  return out;
}

std::string measures_json(const State& state, Time created_at, Time updated_at) {
  const Measures& m = state.measures;
  // Waiting is told once the status has moved; until then there is nothing to compare with.
  const bool moved = m.status_updated_at > created_at;
  std::string out;
  out.reserve(1000);
  JsonWriter w(out);
  w.begin_object().field("created_at", created_at).field("updated_at", updated_at);
  w.field("group_stations", m.group_stations).field("assignee_stations", m.assignee_stations).field("reopens", m.reopens).field("replies", m.replies);
  w.field("assignee_updated_at", m.assignee_updated_at).field("requester_updated_at", m.requester_updated_at);
  w.field("status_updated_at", m.status_updated_at).field("custom_status_updated_at", m.custom_status_updated_at ? m.custom_status_updated_at : m.status_updated_at);
  w.field("initially_assigned_at", m.initially_assigned_at).field("assigned_at", m.assigned_at).field("solved_at", m.solved_at);
  w.field("latest_comment_added_at", m.latest_comment_at);
  write_both(w, "reply_time_in_minutes", m.reply);
  write_both(w, "first_resolution_time_in_minutes", m.first_resolution);
  write_both(w, "full_resolution_time_in_minutes", m.full_resolution);
  write_both(w, "agent_wait_time_in_minutes", moved ? std::optional(m.agent_wait) : std::nullopt);
  write_both(w, "requester_wait_time_in_minutes", moved ? std::optional(m.requester_wait) : std::nullopt);
  write_both(w, "on_hold_time_in_minutes", m.on_hold);
  w.end_object();
  return out;
}

}  // namespace sahay::sla
