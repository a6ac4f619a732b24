#include "desk/tickets/action.h"

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/rule_fields.h"

namespace sahay::tickets {
namespace {

constexpr std::size_t kMostActions = 100, kLongestValue = 65'536;

std::vector<ActionKind>& registered() {
  static std::vector<ActionKind> kinds = built_in_action_kinds();
  return kinds;
}

std::optional<FieldError> problem_of(db::Tx& tx, const Action& action, Use use) {
  const auto wrong = [&](std::string key, std::string code) {
    return FieldError{"actions", std::move(code), std::move(key), {{"name", action.field}, {"value", std::string(text::first(value_text(action.value), 100))}}};
  };
  const ActionKind* kind = find_action_kind(action.field);
  if (!kind || !(kind->uses & use)) return wrong("rules.error.no_action", "InvalidValue");
  if (to_string(action.value).size() > kLongestValue) return wrong("rules.error.long_value", "TooLong");
  if (action.value.is_object()) return wrong("rules.error.wrong_value", "InvalidFormat");
  if (kind->choices) {
    bool known = false;
    const bool pair = kind->type == "pair" && action.value.is_array() && !action.value.get_array().empty();
    const std::string chosen = value_text(pair ? action.value.get_array()[0] : action.value);
    for (const Choice& choice : kind->choices(tx)) known |= choice.value == chosen;
    if (!known) return wrong("rules.error.wrong_value", "InvalidValue");
  }
  if (kind->check)
    if (const auto checked = kind->check(tx, action.value); !checked.ok()) return wrong("rules.error.wrong_value", "InvalidValue");
  return std::nullopt;
}

bool says_something(const NewComment& comment) { return !text::trim(comment.text).empty() || !text::trim(comment.html).empty(); }

bool is_empty(const Change& c) {
  return !c.comment && !c.subject && !c.status && !c.priority && !c.type && !c.external_id && !c.requester && !c.assignee && !c.owner && !c.group && !c.organization &&
         !c.problem && !c.due_at && !c.ticket_form_id && !c.brand_id && !c.custom_status_id && !c.tags && c.add_tags.empty() && c.remove_tags.empty() &&
         c.custom_fields.empty() && !c.collaborators && !c.followers && !c.email_ccs;
}

}  // namespace

void add_action_kind(ActionKind kind) {
  auto& all = registered();
  std::erase_if(all, [&](const ActionKind& known) { return known.field == kind.field; });
  all.push_back(std::move(kind));
}

const std::vector<ActionKind>& action_kinds() { return registered(); }

const ActionKind* find_action_kind(std::string_view field) {
  for (const ActionKind& kind : registered()) {
    const bool many = kind.field.ends_with('*');
    const std::string_view stem = std::string_view(kind.field).substr(0, kind.field.size() - (many ? 1 : 0));
    if (many ? field.size() > stem.size() && field.starts_with(stem) : field == stem) return &kind;
  }
  return nullptr;
}

Result<std::vector<Action>> read_actions(db::Tx& tx, const JsonObject& in, Use use) {
  Error error{ErrorCode::invalid, "error.invalid"};
  std::vector<Action> out;
  const JsonArray* list = array_at(in, "actions");
  if (!list || list->empty()) return invalid("actions", "BlankValue", "error.field.blank");
  if (list->size() > kMostActions) return invalid("actions", "TooLong", "error.field.too_long", {{"max", std::to_string(kMostActions)}});
  for (const Json& item : *list) {
    if (!item.is_object()) return invalid("actions", "InvalidFormat", "error.field.wrong_type", {{"type", "object"}});
    Action action{string_at(item.get_object(), "field").value_or(string_at(item.get_object(), "source").value_or("")), {}};
    if (const Json* value = sahay::find(item.get_object(), "value")) action.value = *value;
    if (auto problem = problem_of(tx, action, use)) error.fields.push_back(std::move(*problem));
    else out.push_back(std::move(action));
  }
  if (!error.fields.empty()) return error;
  return out;
}

std::vector<Action> parse_actions(std::string_view stored) {
  std::vector<Action> out;
  const auto parsed = parse_json(stored);
  if (parsed.ok() && parsed->is_array())
    for (const Json& item : parsed->get_array())
      if (item.is_object()) {
        const Json* value = sahay::find(item.get_object(), "value");
        out.push_back({string_at(item.get_object(), "field").value_or(""), value ? *value : Json(nullptr)});
      }
  return out;
}

void write_actions(JsonWriter& w, const std::vector<Action>& actions) {
  w.begin_array();
  for (const Action& action : actions) {
    w.begin_object().field("field", action.field).key("value");
    if (!action.value.is_array()) {
      w.value(value_text(action.value));
    } else {
      w.begin_array();
      for (const Json& item : action.value.get_array()) {
        if (item.is_array() || item.is_object()) w.value(item);
        else w.value(value_text(item));
      }
      w.end_array();
    }
    w.end_object();
  }
  w.end_array();
}

Result<void> collect(Applying& applying, const std::vector<Action>& actions) {
  for (const Action& action : actions) {
    const ActionKind* kind = find_action_kind(action.field);
    if (!kind) return invalid("actions", "InvalidValue", "rules.error.no_action", {{"name", action.field}});
    TRY(kind->apply(applying, action));
  }
  if (says_something(applying.comment)) applying.change.comment = std::move(applying.comment);
  applying.comment = {};
  return {};
}

Ticket with_change(db::Tx& tx, const Ticket& before, const Change& change) {
  Ticket ticket = before;
  (void)apply_values(change, ticket, tx.now());
  apply_tags(change, ticket);
  if (change.assignee) ticket.assignee_id = *change.assignee;
  if (change.group) ticket.group_id = *change.group;
  if (change.organization) ticket.organization_id = *change.organization;
  if (change.requester) ticket.requester_id = *change.requester;
  if (change.custom_status_id) ticket.custom_status_id = *change.custom_status_id;
  ChangeList ignored;
  (void)apply_custom_fields(tx, ticket, change.custom_fields, ignored);
  return ticket;
}

Result<Outcome> carry_out(Applying& applying) {
  Outcome out;
  out.ticket = applying.ticket();
  if (!is_empty(applying.change)) {
    out = TRY(update(applying.tx(), applying.actor, applying.ticket().id, std::move(applying.change)));
    applying.facts.refresh(out.ticket);
  }
  for (const Effect& effect : applying.effects) TRY(effect.run(applying.tx(), out.ticket, out.event_id ? out.event_id : applying.actor.cause_id));
  return out;
}

}  // namespace sahay::tickets
