// What rules and views know and do of procedures: the condition "procedure" (open, done, none) and the action "procedure",
// which attaches one.
#include "base/text.h"
#include "desk/procedures/procedures_api.h"
#include "desk/tickets/action.h"

namespace sahay::procedures {
namespace {

using tickets::Condition;
using tickets::Fragment;

std::string state_of(db::Tx& tx, TicketId ticket) {
  std::string out = "none";
  for (const Run& run : runs_of(tx, ticket)) {
    if (run.state == "open") return "open";
    if (run.state == "done") out = "done";
  }
  return out;
}

tickets::ConditionField condition() {
  tickets::ConditionField field{"procedure", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const char* word : {"open", "done", "none"}) out.push_back({word, std::string("procedures.condition.") + word});
    return out;
  };
  field.holds = [](tickets::Facts& facts, const Condition& c) { return (state_of(facts.tx(), facts.ticket().id) == tickets::value_text(c.value)) == (c.op == "is"); };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    const std::string open = "t.id in (select r.ticket_id from procedure_runs r where r.state = 'open')";
    const std::string done = "t.id in (select r.ticket_id from procedure_runs r where r.state = 'done')";
    const std::string wanted = tickets::value_text(c.value);
    std::string sql = wanted == "open" ? open : wanted == "done" ? "(" + done + " and not " + open + ")" : "not (" + open + " or " + done + ")";
    return Fragment{c.op == "is" ? sql : "not (" + sql + ")"};
  };
  return field;
}

tickets::ActionKind action() {
  tickets::ActionKind kind{"procedure", "ticket", tickets::kAllActions, "list", {"procedure"}};
  kind.choices = [](db::Tx& tx) {
    std::vector<tickets::Choice> out;
    for (const Procedure& each : procedure_resource().select(tx, api::Where{}))
      if (each.version) out.push_back({std::to_string(each.id.value), parse_definition(each.draft.text).title.in(i18n::Language::en)});
    return out;
  };
  kind.apply = [](tickets::Applying& a, const tickets::Action& wanted) -> Result<void> {
    const ProcedureId id(text::to_integer(tickets::value_text(wanted.value)).value_or(0));
    a.effects.push_back({wanted.field, {{"procedure_id", id.value}}, [id, actor = a.actor](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           TRY(attach(tx, actor, ticket.id, id));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_rule_parts() {
  tickets::add_condition_field(condition());
  tickets::add_action_kind(action());
}

}  // namespace sahay::procedures
