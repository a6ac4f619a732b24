// What rules, views and saved answers may ask and do about the bot.
#include "desk/bot/bot.h"
#include "desk/tickets/action.h"

namespace sahay::bot {

void Desk::add_rule_parts() {
  using tickets::Condition;
  tickets::ConditionField field{"speaker", "ticket", tickets::kAllConditions, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    return std::vector<tickets::Choice>{{"none", "bot.speaker.none"}, {"bot", "bot.speaker.bot"}, {"human", "bot.speaker.human"}};
  };
  field.holds = [](tickets::Facts& facts, const Condition& c) { return (facts.ticket().speaker == tickets::value_text(c.value)) == (c.op == "is"); };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<tickets::Fragment> {
    return tickets::Fragment{std::string("t.speaker ") + (c.op == "is" ? "=" : "<>") + " ?", {tickets::value_text(c.value)}};
  };
  tickets::add_condition_field(std::move(field));

  tickets::ActionKind kind{"speaker", "ticket", tickets::kAllActions, "list", {"speaker"}};
  kind.choices = [](db::Tx&) { return std::vector<tickets::Choice>{{"human", "bot.speaker.human"}, {"bot", "bot.speaker.bot"}}; };
  kind.apply = [this](tickets::Applying& a, const tickets::Action& action) -> Result<void> {
    const std::string wanted = tickets::value_text(action.value);
    const tickets::Actor actor = a.actor;
    a.effects.push_back({action.field, {{"value", wanted}}, [this, wanted, actor](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           // Where no bot may speak a rule does not fail for it.
                           if (wanted == "bot") return (void)give_to_bot(tx, actor, ticket), Result<void>();
                           if (ticket.speaker == "bot") TRY(tickets::set_speaker(tx, actor, ticket.id, "human"));
                           return {};
                         }});
    return {};
  };
  tickets::add_action_kind(std::move(kind));
}

}  // namespace sahay::bot
