// clock_replay: reads histories as JSON lines from standard input, derives their clocks with the server's own code and
// writes one JSON line for each. tests/clocks/oracle.py compares them with its own minute-by-minute count.
#include <iostream>
#include <memory>

#include "desk/sla/ledger.h"
#include "platform/calendar/schedule.h"

namespace sahay::sla {
namespace {

Time time_at(const JsonObject& in, std::string_view key) { return parse_iso8601(string_at(in, key).value_or("")).value_or(Time{}); }

std::map<std::int64_t, calendar::Calendar> read_schedules(const JsonObject& history) {
  std::map<std::int64_t, calendar::Calendar> out;
  for (const Json& each : *array_at(history, "schedules")) {
    calendar::Calendar& schedule = out[*integer_at(each.get_object(), "id")];
    for (const Json& v : *array_at(each.get_object(), "versions")) {
      const JsonObject& version = v.get_object();
      calendar::Schedule s;
      s.time_zone = *string_at(version, "time_zone");
      for (const Json& i : *array_at(version, "intervals")) s.weekly.push_back({int(i.get_array()[0].as_int64()), int(i.get_array()[1].as_int64())});
      for (const Json& c : *array_at(version, "closed")) s.closed.push_back({"", c.get_array()[0].as_int64(), c.get_array()[1].as_int64()});
      schedule.add(time_at(version, "from"), std::make_shared<calendar::Hours>(std::move(s)));
    }
  }
  return out;
}

Fact read_fact(const JsonObject& in) {
  Fact fact;
  fact.at = time_at(in, "at");
  fact.created = bool_at(in, "created").value_or(false);
  if (const auto v = string_at(in, "status")) fact.status = *v;
  if (const auto v = string_at(in, "reason")) fact.reason = *v;
  if (const auto v = string_at(in, "priority")) fact.priority = *v;
  if (const auto v = integer_at(in, "group")) fact.group = *v;
  if (const auto v = bool_at(in, "deleted")) fact.deleted = *v;
  const std::string voice = string_at(in, "voice").value_or("");
  fact.voice = voice == "customer" ? Voice::customer : voice == "staff" ? Voice::staff : Voice::none;
  return fact;
}

std::int64_t seconds(Duration d) { return std::chrono::duration_cast<std::chrono::seconds>(d).count(); }

void write_both(JsonWriter& w, std::string_view key, const std::optional<Both>& both) {
  w.key(key);
  if (!both) w.null();
  else w.begin_array().value(seconds(both->calendar)).value(seconds(both->business)).end_array();
}

std::string replay(const JsonObject& history) {
  const auto schedules = read_schedules(history);
  std::map<std::int64_t, Policy> policies;
  for (const Json& each : *array_at(history, "policies")) {
    const Policy policy = parse_policy(to_string(each));
    policies[policy.id] = policy;
  }
  State state;
  std::vector<Note> notes;
  Rules rules;
  for (const Json& each : *array_at(history, "facts")) {
    const JsonObject& in = each.get_object();
    Rules after = rules;
    if (const auto id = integer_at(in, "policy")) after.policy = policies.contains(*id) ? &policies.at(*id) : nullptr;
    if (const auto id = integer_at(in, "schedule")) after.calendar = &schedules.at(*id);
    step(state, read_fact(in), rules, after, notes);
    rules = after;
  }
  advance(state, time_at(history, "until"), rules, notes);
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("id", *integer_at(history, "id")).key("clocks").begin_array();
  for (const Life& life : lives_of(notes, state)) {
    const Clock& c = life.clock;
    w.begin_object().field("metric", name_of(life.metric)).field("instance", c.instance).field("run", name_of(c.run));
    w.field("calendar", seconds(c.calendar)).field("business", seconds(c.business)).field("spent", seconds(c.spent));
    w.field("target", c.target_seconds).field("started_at", c.started_at).field("ended_at", c.ended_at).field("breached_at", c.breached_at);
    Duration ran{};
    for (const Entry& entry : life.entries)
      if (entry.kind == Entry::Kind::ran) ran += entry.amount;
    w.field("ledger", seconds(ran)).field("words", words(life, i18n::Language::en)).end_object();
  }
  const Measures& m = state.measures;
  w.end_array().key("measures").begin_object().field("replies", m.replies).field("reopens", m.reopens).field("group_stations", m.group_stations);
  write_both(w, "reply", m.reply);
  write_both(w, "first_resolution", m.first_resolution);
  write_both(w, "full_resolution", m.full_resolution);
  write_both(w, "requester_wait", m.requester_wait);
  write_both(w, "agent_wait", m.agent_wait);
  write_both(w, "on_hold", m.on_hold);
  w.end_object().end_object();
  return out;
}

}  // namespace
}  // namespace sahay::sla

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto history = sahay::parse_json(line);
    if (!history.ok() || !history->is_object()) {
      std::cerr << "clock_replay: a line is no JSON object\n";
      return 1;
    }
    std::cout << sahay::sla::replay(history->get_object()) << '\n';
  }
  return 0;
}
