// What rules know and do of moods: condition "mood", action "set_mood", and the mark "marked_as" of a macro or rule that
// sells, recommends, goes to many or asks for a rating: the engine refuses the whole of it while the customer is not calm.
#include "desk/care/care.h"
#include "desk/people/merge.h"
#include "desk/tickets/action.h"

namespace sahay::care {
namespace {

using tickets::Applying;
using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

template <std::size_t N>
std::vector<tickets::Choice> choices(std::string_view prefix, const std::string_view (&values)[N]) {
  std::vector<tickets::Choice> out;
  for (const std::string_view value : values) out.push_back({std::string(value), std::string(prefix) + std::string(value)});
  return out;
}

// The worse one of the requester's and the organization's, as a place in the order.
constexpr char kRank[] =
    "(select coalesce(max(case m.mood when 'unhappy' then 1 when 'complaint_open' then 2 when 'at_risk' then 3 else 0 end), 0) from moods m "
    "where m.user_id = t.requester_id or m.organization_id = t.organization_id)";

tickets::ConditionField mood_condition() {
  tickets::ConditionField field{"mood", "requester", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not", "less_than", "greater_than"}, "list"};
  field.choices = [](db::Tx&) { return choices("care.mood.", kMoods); };
  field.holds = [](Facts& facts, const Condition& c) {
    const int have = mood_rank(mood_of_ticket(facts.tx(), facts.ticket())), wanted = mood_rank(tickets::value_text(c.value));
    if (c.op == "less_than") return have < wanted;
    if (c.op == "greater_than") return have > wanted;
    return (have == wanted) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    const char* sign = c.op == "is" ? " = ?" : c.op == "is_not" ? " <> ?" : c.op == "less_than" ? " < ?" : " > ?";
    return Fragment{kRank + std::string(sign), {std::int64_t(mood_rank(tickets::value_text(c.value)))}};
  };
  return field;
}

tickets::ActionKind set_mood_action() {
  tickets::ActionKind kind{"set_mood", "ticket", tickets::kAllActions, "list", {"mood"}};
  kind.choices = [](db::Tx&) { return choices("care.mood.", kMoods); };
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    const std::string mood = tickets::value_text(action.value);
    a.effects.push_back({"set_mood", {{"mood", mood}}, [actor = a.actor, mood](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           NewMood wanted{.mood = mood};
                           wanted.source = "rule";
                           wanted.reason = actor.rule ? actor.rule->title : "";
                           wanted.ticket = ticket.id;
                           TRY(set_mood(tx, actor, {ticket.requester_id, {}}, std::move(wanted)));
                           return {};
                         }});
    return {};
  };
  return kind;
}

tickets::ActionKind mark_action() {
  tickets::ActionKind kind{kMark, "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kMacros, "list"};
  kind.choices = [](db::Tx&) { return choices("care.offer.", kOffers); };
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    if (!a.ticket().id) return {};  // shown without a ticket
    const std::string offer = tickets::value_text(action.value);
    // A rule goes on without it, so what it held back can be counted; a person is told.
    if (a.actor.via == "rule" ? withhold(a.tx(), a.ticket(), offer) : withheld(a.tx(), a.ticket(), offer)) return withheld_error(a.tx(), a.ticket());
    return {};
  };
  return kind;
}

// Two accounts of one person: the mood goes along where the other account has none of its own.
people::MergePart mood_of_account() {
  people::MergePart part{.name = "moods.user_id"};
  part.move = [](db::Tx& tx, UserId from, UserId into) -> Json {
    const auto mood = find_mood(tx, {from, {}});
    if (!mood || find_mood(tx, {into, {}})) return JsonArray{};
    tx.execute(std::string("update moods set user_id = $2 where id = $1"), mood->id, into);
    return JsonArray{mood->id.value};
  };
  part.move_back = [](db::Tx& tx, const Json& moved, UserId from, UserId) {
    if (!moved.is_array()) return;
    for (const Json& id : moved.get_array()) tx.execute(std::string("update moods set user_id = $2 where id = $1"), integer_at(JsonObject{{"id", id}}, "id").value_or(0), from);
  };
  return part;
}

}  // namespace

void add_care_rules() {
  people::add_merge_part(mood_of_account());
  tickets::add_condition_field(mood_condition());
  tickets::add_action_kind(set_mood_action());
  tickets::add_action_kind(mark_action());
}

}  // namespace sahay::care
