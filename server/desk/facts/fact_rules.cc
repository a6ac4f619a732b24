// What rules know of facts: condition "reproduced".
#include "desk/facts/facts.h"
#include "desk/facts/facts_api.h"
#include "desk/tickets/condition.h"

namespace sahay::facts {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr std::string_view kStates[] = {"yes", "no", "not_attempted"};

}  // namespace

void add_fact_rules() {
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
