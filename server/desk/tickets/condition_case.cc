// Whether a ticket is the message that was split ("whole"), one of its parts ("part"), or neither ("none").
#include "desk/tickets/rule_fields.h"
#include "desk/tickets/ticket_case.h"

namespace sahay::tickets {
namespace {

std::string part_of_case(Facts& facts) {
  const Ticket& ticket = facts.ticket();
  const auto together = ticket.case_id ? find_case(facts.tx(), ticket.case_id) : std::nullopt;
  if (!together) return "none";
  return together->ticket_id == ticket.id ? "whole" : "part";
}

}  // namespace

std::vector<ConditionField> case_condition_fields() {
  ConditionField field{"case_part", "ticket", kAllConditions, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<Choice> out;
    for (const char* each : {"whole", "part", "none"}) out.push_back({each, std::string("tickets.case_part.") + each});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) { return (part_of_case(facts) == value_text(c.value)) == (c.op == "is"); };
  field.where = [](const Condition& c, const Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select case when k.ticket_id = t.id then 'whole' else 'part' end from cases k where k.id = t.case_id), 'none')") + (c.op == "is" ? " = ?" : " <> ?"),
                    {value_text(c.value)}};
  };
  return {std::move(field)};
}

}  // namespace sahay::tickets
