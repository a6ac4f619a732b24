// What rules know of facts: condition "reproduced", action "add_fact".
#include <algorithm>

#include "base/text.h"
#include "desk/facts/facts.h"
#include "desk/facts/facts_api.h"
#include "desk/tickets/action.h"

namespace sahay::facts {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr std::string_view kStates[] = {"yes", "no", "not_attempted"};

// value: [kind, words], as ["tried", "restarted the router"]
tickets::ActionKind add_action() {
  tickets::ActionKind kind{"add_fact", "ticket", tickets::kAllActions, "pair"};
  kind.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kKinds) out.push_back({std::string(each), "facts.kind." + std::string(each)});
    return out;
  };
  const auto fact_of = [](const Json& value) -> std::optional<NewFact> {
    if (!value.is_array() || value.get_array().size() != 2) return std::nullopt;
    NewFact fact{.kind = tickets::value_text(value.get_array()[0]), .text = tickets::value_text(value.get_array()[1])};
    if (std::find(std::begin(kKinds), std::end(kKinds), fact.kind) == std::end(kKinds) || text::trim(fact.text).empty()) return std::nullopt;
    return fact;
  };
  kind.check = [fact_of](db::Tx&, const Json& value) -> Result<void> {
    if (!fact_of(value)) return invalid("value", "InvalidValue", "rules.error.wrong_value");
    return {};
  };
  kind.apply = [fact_of](tickets::Applying& a, const tickets::Action& action) -> Result<void> {
    auto fact = fact_of(action.value);
    if (!fact) return invalid("actions", "InvalidValue", "rules.error.wrong_value");
    fact->text = a.texts.fill(fact->text);
    a.effects.push_back({"add_fact", {{"kind", fact->kind}, {"text", fact->text}}, [actor = a.actor, wanted = *fact](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           TRY(add(tx, actor, ticket.id, wanted));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_fact_rules() {
  tickets::add_action_kind(add_action());
  tickets::ConditionField field{"reproduced", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kStates) out.push_back({std::string(each), "facts.reproduced." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    const auto block = in_force() ? reproduction_of(facts.tx(), facts.ticket().id) : std::nullopt;
    return ((block ? block->reproduced : "not_attempted") == tickets::value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select max(r.reproduced) from reproductions r where r.id = t.id), 'not_attempted')") + (c.op == "is" ? " = ?" : " <> ?"),
                    {tickets::value_text(c.value)}};
  };
  tickets::add_condition_field(std::move(field));
}

}  // namespace sahay::facts
