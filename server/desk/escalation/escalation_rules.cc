// What rules know and do of escalation: conditions "tier" and "escalation_asked", action "ask_escalation".
#include "base/text.h"
#include "desk/escalation/handover.h"

namespace sahay::escalation {
namespace {

using tickets::Applying;
using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr unsigned kUses = tickets::kTriggers | tickets::kAutomations | tickets::kViews | tickets::kPolicies;

tickets::ConditionField tier_condition() {
  tickets::ConditionField field{"tier", "ticket", kUses, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out{{"none", "rules.value.none"}};
    for (const std::string_view level : kLevels) out.push_back({std::string(level), "escalation.level." + std::string(level)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    const auto h = in_use(facts.tx()) ? running_of(facts.tx(), facts.ticket().id) : std::nullopt;
    return ((h ? h->level : "none") == tickets::value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select max(h.level) from handovers h where h.ticket_id = t.id and h.ended_at is null), 'none')") + (c.op == "is" ? " = ?" : " <> ?"),
                    {tickets::value_text(c.value)}};
  };
  return field;
}

tickets::ConditionField asked_condition() {
  tickets::ConditionField field{"escalation_asked", "ticket", kUses, {"is"}, "list"};
  field.choices = [](db::Tx&) { return std::vector<tickets::Choice>{{"true", "rules.value.yes"}, {"false", "rules.value.no"}}; };
  field.holds = [](Facts& facts, const Condition& c) { return open_ask(facts.tx(), facts.ticket().id).has_value() == (tickets::value_text(c.value) == "true"); };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string(tickets::value_text(c.value) == "true" ? "" : "not ") + "exists (select 1 from escalation_asks a where a.ticket_id = t.id and a.answered_at is null)"};
  };
  return field;
}

// A rule asks for somebody above as a customer would: owner and managers hear, nothing moves without a packet.
tickets::ActionKind ask_action() {
  tickets::ActionKind kind{"ask_escalation", "ticket", tickets::kAllActions, "text", {"escalation_asked"}};
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    const std::string reason = a.texts.fill(tickets::value_text(action.value));
    a.effects.push_back({"ask_escalation", {{"reason", reason}}, [actor = a.actor, reason](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           TRY(ask(tx, actor, ticket.id, reason));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_escalation_rules() {
  tickets::add_condition_field(tier_condition());
  tickets::add_condition_field(asked_condition());
  tickets::add_action_kind(ask_action());
}

}  // namespace sahay::escalation
