// What rules know of ratings: condition "satisfaction_score", also by the customer's answer to "did this solve it?".
#include "desk/satisfaction/satisfaction.h"
#include "desk/tickets/condition.h"

namespace sahay::satisfaction {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr std::string_view kScores[] = {"unoffered", "offered", "good", "bad"};

}  // namespace

void add_rating_rules() {
  tickets::ConditionField field{"satisfaction_score", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kScores) out.push_back({std::string(each), "satisfaction.score." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    // Who was never asked costs no query.
    const auto rating = facts.ticket().satisfaction.text.empty() ? std::nullopt : find_rating(facts.tx(), facts.ticket().id);
    return ((rating ? rating->score : "unoffered") == tickets::value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select max(r.score) from satisfaction_ratings r where r.ticket_id = t.id), 'unoffered')") + (c.op == "is" ? " = ?" : " <> ?"),
                    {tickets::value_text(c.value)}};
  };
  tickets::add_condition_field(std::move(field));
}

}  // namespace sahay::satisfaction
