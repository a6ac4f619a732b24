// What rules, policies and cadences know of intake: conditions request_kind, priority_class, contract_tier, product; actions
// request_kind and priority_class.
#include "base/i18n.h"
#include "desk/intake/intake.h"
#include "desk/tickets/action.h"

namespace sahay::intake {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

template <std::size_t N>
std::vector<tickets::Choice> choices(const char* prefix, const std::string_view (&values)[N]) {
  std::vector<tickets::Choice> out;
  for (const std::string_view value : values) out.push_back({std::string(value), prefix + std::string(value)});
  return out;
}

std::string value_of(Facts& facts, std::string Intake::*member) {
  if (!desk().in_use(facts.tx())) return "";
  const auto found = find_intake(facts.tx(), facts.ticket().id);
  return found ? *found.*member : "";
}

// A text of the ticket's intake row, compared with one value.
tickets::ConditionField row_field(std::string name, std::string Intake::*member, std::function<std::vector<tickets::Choice>(db::Tx&)> list) {
  tickets::ConditionField field{name, "ticket", tickets::kAllConditions, {"is", "is_not"}, "list"};
  field.choices = std::move(list);
  field.holds = [member](Facts& facts, const Condition& c) { return (value_of(facts, member) == tickets::value_text(c.value)) == (c.op == "is"); };
  field.where = [name](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{"coalesce((select i." + name + " from ticket_intake i where i.id = t.id), '') " + (c.op == "is" ? "=" : "<>") + " ?", {tickets::value_text(c.value)}};
  };
  return field;
}

std::string tier_of(Facts& facts) {
  const auto intake = desk().in_use(facts.tx()) ? find_intake(facts.tx(), facts.ticket().id) : std::nullopt;
  return entitlement_of(facts.tx(), facts.ticket(), intake).tier;
}

tickets::ConditionField tier_field(std::string name) {
  tickets::ConditionField field{std::move(name), "organization", tickets::kTriggers | tickets::kAutomations | tickets::kPolicies, {"is", "is_not"}, "text"};
  // "none": no contract that holds today.
  field.holds = [](Facts& facts, const Condition& c) {
    const std::string tier = tier_of(facts), wanted = tickets::value_text(c.value);
    return (tier == (wanted == "none" ? "" : wanted)) == (c.op == "is");
  };
  return field;
}

tickets::ConditionField product_field() {
  tickets::ConditionField field{"product", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kPolicies, {"is", "is_not"}, "text"};
  field.holds = [](Facts& facts, const Condition& c) {
    const auto intake = desk().in_use(facts.tx()) ? find_intake(facts.tx(), facts.ticket().id) : std::nullopt;
    const auto asset = intake ? clients::find_asset(facts.tx(), intake->asset_id) : std::nullopt;
    return ((asset ? asset->product : "") == tickets::value_text(c.value)) == (c.op == "is");
  };
  return field;
}

tickets::ActionKind intake_action(std::string name, std::vector<tickets::Choice> list, bool (*known)(std::string_view), Wish (*wish)(const std::string&)) {
  tickets::ActionKind kind{name, "ticket", tickets::kAllActions, "list"};
  kind.nullifies = {name};
  kind.choices = [list = std::move(list)](db::Tx&) { return list; };
  kind.check = [known](db::Tx&, const Json& value) -> Result<void> {
    if (!known(tickets::value_text(value))) return invalid("value", "InvalidValue", "rules.error.wrong_value");
    return {};
  };
  kind.apply = [name, wish](tickets::Applying& a, const tickets::Action& action) -> Result<void> {
    const std::string value = tickets::value_text(action.value);
    a.effects.push_back({name, {{"value", value}}, [actor = a.actor, wish, value](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           Wish wanted = wish(value);
                           if (wanted.priority_class) {
                             const auto now = find_intake(tx, ticket.id);
                             if (now && now->priority_class == value) return {};
                             wanted.reason = actor.rule ? actor.rule->title : "rule";
                           }
                           TRY(apply(tx, actor, ticket.id, wanted));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_intake_rules() {
  tickets::add_condition_field(row_field("request_kind", &Intake::request_kind, [](db::Tx&) { return choices("intake.kind.", kKinds); }));
  tickets::add_condition_field(row_field("priority_class", &Intake::priority_class, [](db::Tx&) { return choices("intake.class.", kClasses); }));
  tickets::add_condition_field(tier_field("contract_tier"));
  tickets::add_condition_field(tier_field("asset_tier"));
  tickets::add_condition_field(product_field());
  tickets::add_action_kind(intake_action("request_kind", choices("intake.kind.", kKinds), is_kind, [](const std::string& value) { return Wish{.request_kind = value}; }));
  tickets::add_action_kind(intake_action("priority_class", choices("intake.class.", kClasses), is_class, [](const std::string& value) { return Wish{.priority_class = value}; }));
}

}  // namespace sahay::intake
