// /agent_availability: who is there, and what each can take.
#include <algorithm>

#include "base/text.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "platform/api/controller.h"
#include "platform/calendar/zone.h"

namespace sahay::routing {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kMostLeaves = 100, kMostListed = 500;

void write_agent(JsonWriter& w, db::Tx& tx, const people::User& user) {
  const AgentState state = state_of(tx, user.id);
  const Presence presence = presence_of(state, leaves_of(state, people::iana_time_zone(user.time_zone)), tx.now());
  w.begin_object().field("agent_id", user.id).field("name", user.name).field("status", state.status).field("presence", presence.word).field("since", presence.since);
  w.field("set_by", state.set_by).field("capacity", state.capacity).field("open_tickets", tx.scalar<std::int64_t>(sql::routing::open_of_agent, user.id).value_or(0));
  w.field("languages", state.languages).field("skill_ids", state.skill_ids).key("schedule_id");
  if (state.schedule_id) w.value(state.schedule_id); else w.null();
  w.field("keep_tickets", state.keep_tickets).field("leaves", state.leaves).field("updated_at", state.updated_at).end_object();
}

Reply agent_reply(db::Tx& tx, const people::User& user) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("agent_availability");
  write_agent(w, tx, user);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<people::User> agent_of(db::Tx& tx, std::int64_t id) {
  const auto user = people::find_user(tx, UserId(id));
  if (!user || !user->staff() || !user->active) return not_found();
  return *user;
}

Result<RawJson> read_leaves(const Json& in) {
  const Error wrong = invalid("leaves", "InvalidValue", "routing.error.leaves");
  if (!in.is_array() || in.get_array().size() > kMostLeaves) return wrong;
  JsonArray out;
  for (const Json& each : in.get_array()) {
    if (!each.is_object()) return wrong;
    const auto first = calendar::parse_date(string_at(each.get_object(), "from").value_or("")), last = calendar::parse_date(string_at(each.get_object(), "to").value_or(""));
    if (!first || !last || *last < *first || *last - *first > 731) return wrong;
    out.push_back(JsonObject{{"from", calendar::date_text(*first)}, {"to", calendar::date_text(*last)}});
  }
  return RawJson{to_string(Json(std::move(out)))};
}

Result<void> read_lists(db::Tx& tx, const JsonObject& in, AgentState& state) {
  if (const Json* value = sahay::find(in, "languages")) {
    if (!value->is_array() || value->get_array().size() > kMostListed) return invalid("languages", "InvalidFormat", "error.field.wrong_type", {{"type", "array of strings"}});
    state.languages.clear();
    for (const Json& each : value->get_array()) {
      if (!each.is_string() || each.get_string().empty() || each.get_string().size() > 8) return invalid("languages", "InvalidFormat", "error.field.wrong_type", {{"type", "array of strings"}});
      state.languages.push_back(text::lower_ascii(std::string_view(each.get_string()).substr(0, std::string_view(each.get_string()).find_first_of("-_"))));
    }
  }
  if (const Json* value = sahay::find(in, "skill_ids")) {
    const auto known = tx.all<Skill>(sql::routing::all_skills);
    if (!value->is_array() || value->get_array().size() > kMostListed) return invalid("skill_ids", "InvalidFormat", "error.field.wrong_type", {{"type", "array of ids"}});
    state.skill_ids.clear();
    for (const Json& each : value->get_array()) {
      const auto id = integer_at(JsonObject{{"id", each}}, "id").value_or(0);
      if (std::none_of(known.begin(), known.end(), [&](const Skill& skill) { return skill.id.value == id; })) return invalid("skill_ids", "InvalidValue", "routing.error.no_skill");
      if (std::find(state.skill_ids.begin(), state.skill_ids.end(), id) == state.skill_ids.end()) state.skill_ids.push_back(id);
    }
  }
  if (const Json* value = sahay::find(in, "leaves")) state.leaves = TRY(read_leaves(*value));
  return {};
}

// Status, leave and "keep my tickets" are one's own; limits, languages, skills and hours are given.
Result<Reply> change(Context& c, db::Tx& tx, std::int64_t id) {
  const bool own = id == c.caller.id, may = c.caller.admin();
  if (!own && !may) return forbidden("agent_availability");
  const JsonObject& in = *TRY(c.wrapped("agent_availability"));
  const people::User user = TRY(agent_of(tx, id));
  if (!may)
    for (const char* key : {"capacity", "languages", "skill_ids", "schedule_id"})
      if (in.contains(key)) return forbidden(key);
  if (const auto status = string_at(in, "status")) TRY(set_status(tx, user.id, *status));
  else if (in.contains("status")) return invalid("status", "InvalidFormat", "error.field.wrong_type", {{"type", "string"}});
  AgentState state = state_of(tx, user.id);
  TRY(read_lists(tx, in, state));
  if (in.contains("keep_tickets")) {
    const auto keep = bool_at(in, "keep_tickets");
    if (!keep) return invalid("keep_tickets", "InvalidFormat", "error.field.wrong_type", {{"type", "boolean"}});
    state.keep_tickets = *keep;
  }
  for (const auto& [key, member] : {std::pair("capacity", &AgentState::capacity), std::pair("schedule_id", &AgentState::schedule_id)}) {
    const Json* value = sahay::find(in, key);
    if (!value) continue;
    const auto number = value->is_null() ? std::optional<std::int64_t>(0) : integer_at(in, key);
    if (!number || *number < 0 || *number > 1'000'000'000) return invalid(key, "InvalidValue", "error.field.wrong_type", {{"type", "integer"}});
    state.*member = *number;
  }
  save_state(tx, state);
  wake(tx);
  return agent_reply(tx, user);
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const auto wanted = c.parameter("status");
  const auto group = text::to_integer(c.parameter("group_id").value_or(""));
  const auto memberships = people::group_memberships(tx);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("agent_availabilities").begin_array();
  std::int64_t count = 0;
  for (const people::User& user : people::staff(tx)) {
    if (group && std::none_of(memberships.begin(), memberships.end(), [&](const auto& m) { return m.user_id == user.id && m.group_id.value == *group; })) continue;
    if (wanted && presence_of(tx, user.id).word != *wanted) continue;
    write_agent(w, tx, user);
    ++count;
  }
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_agent_routes(api::Api& api, Desk&) {
  const api::Right see(Access::staff, api::kAnyStaff);
  api.read("GET", "/agent_availability", see, list);
  api.read("GET", "/agent_availability/me", see, [](Context& c, db::Tx& tx) -> Result<Reply> { return agent_reply(tx, TRY(agent_of(tx, c.caller.id))); });
  api.read("GET", "/agent_availability/{id}", see, [](Context& c, db::Tx& tx) -> Result<Reply> { return agent_reply(tx, TRY(agent_of(tx, c.id()))); });
  api.write("PUT", "/agent_availability/me", see, [](Context& c, db::Tx& tx) { return change(c, tx, c.caller.id); });
  api.write("PUT", "/agent_availability/{id}", see, [](Context& c, db::Tx& tx) { return change(c, tx, c.id()); });
}

}  // namespace sahay::routing
