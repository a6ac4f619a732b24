#include "desk/webhooks/webhook_action.h"

#include "desk/tickets/action.h"
#include "desk/tickets/unsent.h"
#include "desk/webhooks/webhooks.h"

namespace sahay::webhooks {
namespace {

constexpr char kField[] = "notification_webhook", kOldField[] = "notification_target";

// [id], [id, "text"] or, for GET, [id, [[name, value], ...]].
Result<std::string> id_of(const Json& value) {
  if (!value.is_array() || value.get_array().empty() || !(value.get_array()[0].is_string() || value.get_array()[0].is_int64()))
    return invalid("actions", "InvalidValue", "error.field.webhook_action");
  return tickets::value_text(value.get_array()[0]);
}

std::string template_of(const Json& value) {
  if (value.get_array().size() < 2) return {};
  const Json& text = value.get_array()[1];
  return text.is_string() ? std::string(text.get_string()) : to_string(text);
}

Result<void> check(db::Tx& tx, const Json& value) {
  const std::string id = TRY(id_of(value));
  if (!find(tx, id)) return invalid("actions", "InvalidValue", "error.field.no_webhook", {{"value", id}});
  return {};
}

// A webhook that was deleted or switched off since gets nothing; the ticket is changed all the same.
Result<void> apply(tickets::Applying& applying, const tickets::Action& action) {
  const std::string id = TRY(id_of(action.value));
  tickets::Effect effect;
  effect.field = action.field;
  // An answer that set the rule off may still be taken back: then nothing is said.
  const auto* happening = applying.facts.happening();
  const Time held = happening && happening->comment ? tickets::held_until(applying.tx(), applying.ticket(), *happening->comment) : Time{};
  const std::int64_t said_in = held ? happening->comment->event_id : 0;
  tickets::Placeholders texts(applying.facts);
  texts.leave_unsent_out(held ? happening->comment->id : CommentId{});
  const std::string payload = texts.fill(template_of(action.value), tickets::Escape::json);
  effect.shown = JsonObject{{"webhook_id", id}, {"payload", payload}};
  effect.run = [id, payload, held, said_in](db::Tx& tx, const tickets::Ticket&, std::int64_t event_id) -> Result<void> {
    if (const auto hook = find(tx, id)) invoke(tx, *hook, {std::string(kByRules), said_in ? said_in : event_id, payload, {}, held});
    return {};
  };
  applying.effects.push_back(std::move(effect));
  return {};
}

}  // namespace

void add_webhook_action() {
  // Older clients say "target" for the same thing.
  for (const char* field : {kField, kOldField}) {
    tickets::ActionKind kind;
    kind.field = field;
    kind.group = "notification";
    kind.uses = tickets::kTriggers | tickets::kAutomations;
    kind.type = "pair";
    kind.check = check;
    kind.apply = apply;
    tickets::add_action_kind(std::move(kind));
  }
}

}  // namespace sahay::webhooks
