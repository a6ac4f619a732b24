// Action: one step of a rule or of a saved answer, {"field","value"}. THE list of actions, for macros, triggers,
// automations and bulk changes; siblings add theirs (webhooks, notifications) with add_action_kind() before the server
// starts.
// Rule of use: an action adds to one Change of the ticket, or queues an effect that runs after the change, in its
// transaction, and reaches outside only by a job or the outbox. So a dry run can show all of it and do nothing.
// Threading: the list is filled once at start, everything else inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/tickets/condition.h"
#include "desk/tickets/placeholders.h"

namespace sahay::tickets {

struct Action {
  std::string field;
  Json value;
};

// What happens beside the change of the ticket.
struct Effect {
  std::string field;  // of the action
  JsonObject shown;   // for dry runs and traces: {"to":[...],"subject":...}
  // `event_id`: of the ticket's change, or of the event that the rule answers to when nothing changed.
  std::function<Result<void>(db::Tx&, const Ticket&, std::int64_t event_id)> run;
};

// One run of actions on one ticket.
struct Applying {
  Facts& facts;
  Placeholders& texts;
  Actor actor;  // who does it; a rule acts as the system
  Change change{};
  NewComment comment{};  // added to the change when it says something
  std::vector<Effect> effects{};

  db::Tx& tx() { return facts.tx(); }
  const Ticket& ticket() const { return facts.ticket(); }
};

struct ActionKind {
  std::string field;  // "status"; a name that ends in "*" stands for all fields with that beginning
  std::string group = "ticket";
  unsigned uses = kAllActions;
  std::string type = "text";  // of values: list, text, tags, user, group, organization, number, date, pair (one of the choices, and a text)
  std::vector<std::string> nullifies{};  // condition fields that it can make untrue (automations must end)
  std::function<std::vector<Choice>(db::Tx&)> choices{};
  std::function<Result<void>(db::Tx&, const Json& value)> check{};
  std::function<Result<void>(Applying&, const Action&)> apply{};
};

void add_action_kind(ActionKind kind);
const std::vector<ActionKind>& action_kinds();
const ActionKind* find_action_kind(std::string_view field);

// A list of {"field","value"}. Errors: invalid, each wrong action under "actions" with its field and reason.
Result<std::vector<Action>> read_actions(db::Tx& tx, const JsonObject& in, Use use);
std::vector<Action> parse_actions(std::string_view stored);
void write_actions(JsonWriter& writer, const std::vector<Action>& actions);

// Fills `applying` with everything that the actions want; changes nothing. Errors name the action.
Result<void> collect(Applying& applying, const std::vector<Action>& actions);
// The ticket as it would look with the change (lists of people and comments left out); changes nothing.
Ticket with_change(db::Tx& tx, const Ticket& ticket, const Change& change);
// Does it: the change, then the effects. event_id 0 and nothing done when there is nothing to do.
Result<Outcome> carry_out(Applying& applying);

}  // namespace sahay::tickets
