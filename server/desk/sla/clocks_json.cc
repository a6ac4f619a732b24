// What the API and the console see of a ticket's clocks.
#include <algorithm>
#include <map>

#include "desk/sla/clock_sql.h"
#include "desk/sla/clocks.h"
#include "desk/sla/state_json.h"

namespace sahay::sla {
namespace {

using RowKeys = api::Resource<tickets::Ticket>::RowKeys;

std::int64_t seconds(Duration d) { return std::chrono::duration_cast<std::chrono::seconds>(d).count(); }

std::string_view stage(const Clock& clock, std::string_view standing) {
  if (clock.run == Run::done || standing == "solved" || standing == "closed") return "achieved";
  return clock.run == Run::paused ? "paused" : "active";
}

void write_entries(JsonWriter& w, const Life& life, const std::vector<std::string>& said) {
  w.key("ledger").begin_array();
  for (std::size_t i = 0; i < life.entries.size(); ++i) {
    const Entry& entry = life.entries[i];
    w.begin_object().field("kind", name_of(entry.kind)).field("from", entry.from).field("to", entry.to).field("seconds", seconds(entry.amount));
    w.key("status");
    if (entry.status.empty()) w.null(); else w.value(entry.status);
    if (entry.target_seconds) w.field("target_seconds", entry.target_seconds);
    w.field("words", said[i]).end_object();
  }
  w.end_array();
}

void write_life(JsonWriter& w, const Life& life, const Derived& derived, const Rules& rules, i18n::Language language) {
  const Clock& clock = life.clock;
  const bool current = derived.state.of(life.metric).instance == clock.instance;
  w.begin_object().field("metric", name_of(life.metric)).field("title", i18n::text(language, "clock.metric." + std::string(name_of(life.metric))));
  w.field("instance", clock.instance).field("stage", stage(clock, derived.state.standing())).field("started_at", clock.started_at).field("ended_at", clock.ended_at);
  w.field("running", clock.run == Run::running).key("group_id");
  if (clock.group_id) w.value(clock.group_id); else w.null();
  w.field("elapsed_seconds", seconds(clock.mode < 0 ? clock.business : clock.spent));
  w.key("elapsed").begin_object().field("calendar_seconds", seconds(clock.calendar)).field("business_seconds", seconds(clock.business)).end_object();
  w.key("target_seconds");
  if (clock.target_seconds) w.value(clock.target_seconds); else w.null();
  w.field("business_hours", clock.mode != 0).key("policy_id");
  if (clock.policy_id) w.value(clock.policy_id); else w.null();
  const auto due = current && !clock.breached ? due_at(derived.state, clock, rules) : std::nullopt;
  w.field("due_at", clock.breached ? clock.breached_at : due.value_or(Time{})).field("breached", clock.breached);
  std::vector<std::string> said;
  for (const Entry& entry : life.entries) said.push_back(words(entry, life.metric, language));
  w.field("words", words(said, language));
  write_entries(w, life, said);
  w.end_object();
}

std::map<std::int64_t, Record> records_of(db::Tx& tx, const std::vector<tickets::Ticket>& rows) {
  std::vector<std::int64_t> ids;
  for (const auto& ticket : rows) ids.push_back(ticket.id.value);
  std::map<std::int64_t, Record> out;
  for (Record& record : tx.all<Record>(sql::clock::of_tickets, write_json(ids))) out.emplace(record.id.value, std::move(record));
  return out;
}

// The rest in the largest fitting unit, as clients of the field know it: {"days":2} or {"hours":-3}.
void write_remainder(JsonWriter& w, Duration left) {
  const std::int64_t minutes = std::chrono::duration_cast<std::chrono::minutes>(left).count(), size = minutes < 0 ? -minutes : minutes;
  if (size >= 2 * 1440) w.field("days", minutes / 1440);
  else if (size >= 120) w.field("hours", minutes / 60);
  else w.field("minutes", minutes);
}

std::string slas_json(State state, const Rules& rules, Time now) {
  std::vector<Note> notes;
  advance(state, now, rules, notes);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("policy_metrics").begin_array();
  for (int i = 0; i < kMetrics; ++i) {
    const Clock& clock = state.clocks[std::size_t(i)];
    if (!clock.instance || !clock.target_seconds) continue;
    const auto due = clock.breached ? std::optional(clock.breached_at) : due_at(state, clock, rules);
    const std::string_view at = stage(clock, state.standing());
    w.begin_object().field("metric", name_of(Metric(i))).field("stage", at).field("breach_at", at == "achieved" ? Time{} : due.value_or(Time{}));
    if (at == "active" && due) write_remainder(w, *due - now);
    w.end_object();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace

RawJson Clocks::clocks_json(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket) {
  const auto derived = derive(tx, ticket, context.now);
  if (!derived) return RawJson{"[]"};
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_array();
  for (const Life& life : lives_of(derived->notes, derived->state)) write_life(w, life, *derived, derived->rules, context.caller.language);
  w.end_array();
  return out;
}

RowKeys Clocks::embed_slas(api::Context& context, db::Tx& tx, const std::vector<tickets::Ticket>& rows) {
  if (!context.caller.staff()) return {};
  const auto book = shelf_.rulebook(tx);
  auto texts = std::make_shared<std::map<std::int64_t, RawJson>>();
  for (const auto& [id, record] : records_of(tx, rows)) {
    const auto assignments = parse_assignments(record.assignments.text);
    const Rules rules = assignments.empty() ? Rules{} : book->rules(assignments.back());
    (*texts)[id].text = slas_json(parse_state(record.state.text), rules, context.now);
  }
  return [texts](JsonWriter& w, const tickets::Ticket& ticket) {
    const auto found = texts->find(ticket.id.value);
    w.key("slas").value(found == texts->end() ? RawJson{"{\"policy_metrics\":[]}"} : found->second);
  };
}

RowKeys Clocks::embed_metrics(api::Context& context, db::Tx& tx, const std::vector<tickets::Ticket>& rows) {
  if (!context.caller.staff()) return {};
  const auto records = std::make_shared<const std::map<std::int64_t, Record>>(records_of(tx, rows));
  const std::string base = context.url("/ticket_metrics/");
  return [records, base](JsonWriter& w, const tickets::Ticket& ticket) {
    const auto found = records->find(ticket.id.value);
    // A ticket of this very moment: its event is on the way.
    const std::string members = found == records->end() ? measures_json(State{}, ticket.created_at, ticket.updated_at) : found->second.measures.text;
    w.key("metric_set").value(RawJson{metric_object(ticket.id.value, base, members)});
  };
}

std::string metric_object(std::int64_t ticket, const std::string& base, std::string_view members) {
  std::string out;
  JsonWriter(out).begin_object().field("url", base + std::to_string(ticket) + ".json").field("id", ticket).field("ticket_id", ticket);
  return out + "," + std::string(members.substr(1));
}

}  // namespace sahay::sla
