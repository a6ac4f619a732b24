// How groups hand out, who would get a ticket, what was decided, and what a ticket asks for.
#include <algorithm>

#include "base/text.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/why.h"
#include "platform/api/controller.h"
#include "platform/db/nodes.h"

namespace sahay::routing {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write_group(JsonWriter& w, const GroupRow& g) {
  w.begin_object().field("group_id", g.group_id).field("method", g.method).field("capacity", g.capacity).field("skills", g.skills).field("language", g.language);
  w.field("within_hours", g.within_hours).field("release_minutes", g.release_minutes).field("keep_owner", g.keep_owner).field("updated_at", g.updated_at).end_object();
}

Reply group_reply(const GroupRow& group) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("routing");
  write_group(w, group);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<GroupId> group_of(db::Tx& tx, std::int64_t id) {
  if (!people::find_group(tx, GroupId(id))) return not_found();
  return GroupId(id);
}

Result<void> read_group(const JsonObject& in, GroupRow& g) {
  struct Word { const char* key; std::string GroupRow::*member; std::vector<std::string_view> allowed; };
  for (const Word& word : {Word{"method", &GroupRow::method, {"manual", "round_robin", "load"}}, Word{"skills", &GroupRow::skills, {"ignore", "prefer", "require"}},
                           Word{"language", &GroupRow::language, {"ignore", "prefer", "require"}}}) {
    if (!in.contains(word.key)) continue;
    const std::string value = string_at(in, word.key).value_or("");
    if (std::find(word.allowed.begin(), word.allowed.end(), value) == word.allowed.end())
      return invalid(word.key, "InvalidValue", "error.field.not_allowed", {{"allowed", std::string(word.allowed[0]) + ", " + std::string(word.allowed[1]) + ", " + std::string(word.allowed[2])}});
    g.*word.member = value;
  }
  for (const auto& [key, member] : {std::pair("capacity", &GroupRow::capacity), std::pair("release_minutes", &GroupRow::release_minutes)}) {
    if (!in.contains(key)) continue;
    const auto number = integer_at(in, key);
    if (!number || *number < 0 || *number > 1'000'000) return invalid(key, "InvalidValue", "error.field.wrong_type", {{"type", "integer"}});
    g.*member = *number;
  }
  for (const auto& [key, member] : {std::pair("within_hours", &GroupRow::within_hours), std::pair("keep_owner", &GroupRow::keep_owner)}) {
    if (!in.contains(key)) continue;
    const auto flag = bool_at(in, key);
    if (!flag) return invalid(key, "InvalidFormat", "error.field.wrong_type", {{"type", "boolean"}});
    g.*member = *flag;
  }
  return {};
}

Result<Reply> change_group(Context& c, db::Tx& tx, Desk& desk) {
  const JsonObject& in = *TRY(c.wrapped("routing"));
  const GroupRow before = group_row(tx, TRY(group_of(tx, c.id())));
  GroupRow g = before;
  TRY(read_group(in, g));
  g.updated_at = tx.now();
  tx.execute(sql::routing::save_group, g.group_id, g.method, g.capacity, g.skills, g.language, g.within_hours, g.release_minutes, g.keep_owner, g.updated_at);
  api::Change noted{"update", "group_routing", g.group_id.value, {}, {}};
  JsonWriter was(noted.before), is(noted.after);
  write_group(was, before);
  write_group(is, g);
  api::note_change(c, tx, noted);
  desk.reload(tx);
  db::tell_nodes(tx, kNodeTopic);
  wake(tx);
  return group_reply(g);
}

std::vector<std::int64_t> ids_of(const Json& in) {
  std::vector<std::int64_t> out;
  if (in.is_array())
    for (const Json& each : in.get_array()) out.push_back(integer_at(JsonObject{{"id", each}}, "id").value_or(-1));
  return out;
}

Result<void> check_skills(db::Tx& tx, const std::vector<std::int64_t>& ids) {
  const auto known = tx.all<Skill>(sql::routing::all_skills);
  for (const std::int64_t id : ids)
    if (std::none_of(known.begin(), known.end(), [&](const Skill& skill) { return skill.id.value == id; })) return invalid("skill_ids", "InvalidValue", "routing.error.no_skill");
  return {};
}

void write_verdicts(JsonWriter& w, const Context& c, const std::vector<Verdict>& verdicts, UserId chosen) {
  w.key("agents").begin_array();
  for (const Verdict& v : verdicts) {
    w.begin_object().field("agent_id", v.id).field("name", v.name).field("eligible", v.against.empty()).field("chosen", v.id == chosen).field("open_tickets", v.open).field("limit", v.limit);
    w.key("reason");
    if (v.against.empty()) w.null();
    else w.value(v.against);
    w.field("words", i18n::text(c.caller.language, "routing.against." + (v.against.empty() ? "nothing" : v.against), {{"open", std::to_string(v.open)}, {"limit", std::to_string(v.limit)}}));
    w.end_object();
  }
  w.end_array();
}

// ?ticket_id=, or ?group_id=&skill_ids=1,2&locale=bn for a ticket that does not exist yet.
Result<Reply> test_box(Context& c, db::Tx& tx, Desk& desk) {
  GroupId group(text::to_integer(c.parameter("group_id").value_or("")).value_or(0));
  Need need;
  TicketId ticket_id;
  if (const auto number = text::to_integer(c.parameter("ticket_id").value_or(""))) {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, *number));
    need = need_of(tx, ticket);
    ticket_id = ticket.id;
    if (!group) group = ticket.group_id;
  }
  if (const auto skills = c.parameter("skill_ids")) {
    need.skill_ids.clear();
    for (const auto word : text::split(*skills, ','))
      if (!text::trim(word).empty()) need.skill_ids.push_back(text::to_integer(text::trim(word)).value_or(-1));
    TRY(check_skills(tx, need.skill_ids));
  }
  if (const auto locale = c.parameter("locale")) need.language = locale->substr(0, locale->find_first_of("-_"));
  if (!group || !people::find_group(tx, group)) return invalid("group_id", "InvalidValue", "error.field.no_group");
  const Desk::Trial trial = desk.decide(tx, group, need, ticket_id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("routing_test").begin_object().field("group_id", group).field("method", trial.group.method).field("skill_ids", need.skill_ids).field("language", need.language);
  w.field("open_now", !trial.closed).field("agent_id", trial.choice.agent);
  w.field("why", trial.why.empty() ? i18n::text(c.caller.language, trial.group.rules().method == Method::manual ? "routing.why.manual" : "routing.why.nobody") : tickets::words_of_why(trial.why, c.caller));
  write_verdicts(w, c, trial.choice.verdicts, trial.choice.agent);
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> decisions(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("routing_decisions").begin_array();
  std::int64_t count = 0;
  for (const DecisionRow& row : tx.all<DecisionRow>(sql::routing::decisions, ticket.id)) {
    w.begin_object().field("id", row.id).field("ticket_id", row.ticket_id).field("group_id", row.group_id).field("agent_id", row.agent_id).field("kind", row.kind);
    const auto why = parse_json(row.why.text);
    w.field("why", why.ok() && why->is_object() && why->get_object().contains("key") ? tickets::words_of_why(why->get_object(), c.caller) : i18n::text(c.caller.language, row.kind == "waiting" ? "routing.why.nobody" : "routing.why.returned"));
    w.field("verdicts", row.verdicts).field("audit_id", row.event_id).field("created_at", row.created_at).end_object();
    ++count;
  }
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).field("attention", flags_of(tx, ticket.id)).end_object();
  return Reply::ok(std::move(out));
}

Reply skills_reply(db::Tx& tx, const tickets::Ticket& ticket) {
  std::string out;
  JsonWriter(out).begin_object().field("skill_ids", skills_of(tx, ticket.id)).field("needed_skill_ids", need_of(tx, ticket).skill_ids).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_skills(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const Json* given = sahay::find(c.body, "skill_ids");
  if (!given || !given->is_array() || given->get_array().size() > 100) return invalid("skill_ids", "InvalidFormat", "error.field.wrong_type", {{"type", "array of ids"}});
  const auto ids = ids_of(*given);
  TRY(check_skills(tx, ids));
  set_skills(tx, ticket.id, ids);
  return skills_reply(tx, ticket);
}

}  // namespace

void add_routes(api::Api& api, Desk& desk) {
  const api::Right see(Access::staff, api::kAnyStaff), manage(Access::admin, "rules.manage");
  api.read("GET", "/groups/{id}/routing", see, [](Context& c, db::Tx& tx) -> Result<Reply> { return group_reply(group_row(tx, TRY(group_of(tx, c.id())))); });
  api.write("PUT", "/groups/{id}/routing", manage, [&desk](Context& c, db::Tx& tx) { return change_group(c, tx, desk); });
  api.read("GET", "/routing/test", see, [&desk](Context& c, db::Tx& tx) { return test_box(c, tx, desk); });
  api.read("GET", "/tickets/{id}/routing_decisions", see, decisions);
  api.read("GET", "/tickets/{id}/skills", see, [](Context& c, db::Tx& tx) -> Result<Reply> { return skills_reply(tx, TRY(tickets::ticket_resource().find(c, tx, c.id()))); });
  api.write("PUT", "/tickets/{id}/skills", api::Right(Access::staff, "tickets.edit"), change_skills);
}

}  // namespace sahay::routing
