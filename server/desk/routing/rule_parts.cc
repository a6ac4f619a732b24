// What rules and views may ask and do about routing.
#include <algorithm>

#include "base/text.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/action.h"

namespace sahay::routing {
namespace {

using tickets::Action;
using tickets::ActionKind;
using tickets::Applying;
using tickets::Asker;
using tickets::Choice;
using tickets::Condition;
using tickets::ConditionField;
using tickets::Facts;
using tickets::Fragment;

Error wrong_value() { return invalid("value", "InvalidValue", "rules.error.wrong_value"); }

std::vector<std::int64_t> ids_in(const Json& value) {
  std::vector<std::int64_t> out;
  for (const std::string& word : tickets::value_list(value)) out.push_back(text::to_integer(word).value_or(-1));
  return out;
}

Result<void> check_skills(db::Tx& tx, const Json& value) {
  const auto known = tx.all<Skill>(sql::routing::all_skills);
  for (const std::int64_t id : ids_in(value))
    if (std::none_of(known.begin(), known.end(), [&](const Skill& skill) { return skill.id.value == id; })) return wrong_value();
  return {};
}

ConditionField skills_field() {
  ConditionField field{"ticket_skills", "ticket", tickets::kAllConditions, {"includes", "not_includes"}, "skill"};
  field.check = [](db::Tx& tx, const Condition& c) { return check_skills(tx, c.value); };
  field.holds = [](Facts& facts, const Condition& c) {
    const auto have = need_of(facts.tx(), facts.ticket()).skill_ids;
    const auto wanted = ids_in(c.value);
    return std::any_of(wanted.begin(), wanted.end(), [&](std::int64_t id) { return std::find(have.begin(), have.end(), id) != have.end(); }) == (c.op == "includes");
  };
  field.where = [](const Condition& c, const Asker&) -> std::optional<Fragment> {
    Fragment out{c.op == "includes" ? "t.id in (select ticket_id from ticket_skills where skill_id in (" : "t.id not in (select ticket_id from ticket_skills where skill_id in ("};
    for (const std::int64_t id : ids_in(c.value)) {
      out.sql += out.values.empty() ? "?" : ",?";
      out.values.emplace_back(id);
    }
    if (out.values.empty()) return Fragment{c.op == "includes" ? "1 = 0" : "1 = 1"};
    out.sql += "))";
    return out;
  };
  return field;
}

ConditionField flag_field(std::string name, std::string flag, std::string still_holds) {
  ConditionField field{std::move(name), "ticket", tickets::kAllConditions, {"is"}, "list"};
  field.choices = [](db::Tx&) { return std::vector<Choice>{{"true", "rules.value.yes"}, {"false", "rules.value.no"}}; };
  field.holds = [flag](Facts& facts, const Condition& c) {
    const auto flags = flags_of(facts.tx(), facts.ticket().id);
    return (std::find(flags.begin(), flags.end(), flag) != flags.end()) == (tickets::value_text(c.value) == "true");
  };
  field.where = [flag, still_holds](const Condition& c, const Asker& asker) -> std::optional<Fragment> {
    const bool yes = tickets::value_text(c.value) == "true";
    Fragment out{std::string(yes ? "" : "not ") + "exists (select 1 from ticket_flags f where f.ticket_id = t.id and f.flag = '" + flag + "' and " + still_holds + ")"};
    if (still_holds.find('?') != std::string::npos) out.values.emplace_back(asker.now.micros);
    return out;
  };
  return field;
}

ConditionField presence_field() {
  ConditionField field{"assignee_presence", "ticket", tickets::kTriggers | tickets::kAutomations, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<Choice> out;
    for (const char* word : {"online", "away", "offline", "leave"}) out.push_back({word, std::string("routing.presence.") + word});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    if (!facts.ticket().assignee_id) return c.op == "is_not";
    return (presence_of(facts.tx(), facts.ticket().assignee_id).word == tickets::value_text(c.value)) == (c.op == "is");
  };
  return field;
}

ActionKind skills_action(std::string name, bool keep) {
  ActionKind kind{std::move(name), "ticket", tickets::kAllActions, "skill", {"ticket_skills"}};
  kind.check = [](db::Tx& tx, const Json& value) { return check_skills(tx, value); };
  kind.apply = [keep](Applying& a, const Action& action) -> Result<void> {
    const auto wanted = ids_in(action.value);
    a.effects.push_back({action.field, {{"skill_ids", JsonArray(wanted.begin(), wanted.end())}}, [keep, wanted](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           std::vector<std::int64_t> now = keep ? skills_of(tx, ticket.id) : std::vector<std::int64_t>{};
                           for (const std::int64_t id : wanted)
                             if (std::find(now.begin(), now.end(), id) == now.end()) now.push_back(id);
                           set_skills(tx, ticket.id, now);
                           return {};
                         }});
    return {};
  };
  return kind;
}

// Gives the ticket out anew; whoever has it now is asked too.
ActionKind route_action(Desk& desk) {
  ActionKind kind{"route", "ticket", tickets::kAllActions, "list", {"assignee_id", "assigned_at", "updated_at"}};
  kind.choices = [](db::Tx&) { return std::vector<Choice>{{"waiting", "routing.value.waiting"}, {"anew", "routing.value.anew"}}; };
  kind.apply = [&desk](Applying& a, const Action& action) -> Result<void> {
    if (tickets::value_text(action.value) == "anew") a.change.assignee = UserId{};
    a.effects.push_back({action.field, {{"value", tickets::value_text(action.value)}}, [&desk](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t event_id) -> Result<void> {
                           TRY(desk.assign(tx, ticket, event_id, 1));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_rule_parts(Desk& desk) {
  tickets::add_condition_field(skills_field());
  tickets::add_condition_field(flag_field("is_stuck", "stuck",
                                          "t.status_rank in (0, 1, 3) and not exists (select 1 from ticket_times m where m.ticket_id = t.id and "
                                          "(m.status_at >= f.since or m.public_reply_at >= f.since or m.assignee_at >= f.since))"));
  tickets::add_condition_field(flag_field("is_bouncing", "bouncing", "f.until_at > ?"));
  tickets::add_condition_field(presence_field());
  tickets::add_action_kind(skills_action("set_skills", false));
  tickets::add_action_kind(skills_action("add_skills", true));
  tickets::add_action_kind(route_action(desk));
}

}  // namespace sahay::routing
