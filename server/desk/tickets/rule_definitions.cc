// What rules can be made of, in the caller's language: fields with operators and values, and actions.
#include <algorithm>

#include "base/i18n.h"
#include "desk/tickets/filter_definitions.h"
#include "desk/tickets/rule_routes.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {
namespace {

class Definitions {
 public:
  Definitions(const api::Context& context, db::Tx& tx, Use use, JsonWriter& writer)
      : language_(context.caller.language), tx_(tx), use_(use), w_(writer), own_(ticket_fields(tx)) {
    std::erase_if(own_, [](const TicketField& f) { return !f.removable || !f.active; });
  }

  void conditions(std::string_view key) {
    w_.key(key).begin_array();
    for (const ConditionField& field : condition_fields()) {
      if (!(field.uses & use_) || field.name == "ticket_fields_*" || (use_ == kViews && !field.where)) continue;
      if (field.name == "custom_fields_*") {
        for (const TicketField& own : own_) condition(field, "custom_fields_" + std::to_string(own.id.value), own.title, own_choices(own));
      } else if (!field.name.ends_with('*')) {
        condition(field, field.name, words("rules.field." + field.name, field.name), field.choices ? field.choices(tx_) : people(field.type));
      }
    }
    w_.end_array();
  }

  // As conditions(), in the words of policies.
  void filters(std::string_view key) {
    w_.key(key).begin_array();
    for (const ConditionField& field : condition_fields()) {
      if (!(field.uses & use_) || field.name.ends_with('*')) continue;
      filter(field, field.name, words("rules.field." + field.name, field.name), field.choices ? field.choices(tx_) : people(field.type));
    }
    if (const ConditionField* field = find_condition_field("custom_fields_1"); field && (field->uses & use_))
      for (const TicketField& own : own_) filter(*field, "custom_fields_" + std::to_string(own.id.value), own.title, own_choices(own));
    w_.end_array();
  }

  void actions() {
    w_.key("actions").begin_array();
    for (const ActionKind& kind : action_kinds()) {
      if (!(kind.uses & use_) || kind.field == "ticket_fields_*") continue;
      if (kind.field == "custom_fields_*") {
        for (const TicketField& own : own_) action(kind, "custom_fields_" + std::to_string(own.id.value), own.title, own_choices(own));
      } else if (!kind.field.ends_with('*')) {
        action(kind, kind.field, words("rules.action." + kind.field, words("rules.field." + kind.field, kind.field)), kind.choices ? kind.choices(tx_) : people(kind.type));
      }
    }
    w_.end_array();
  }

 private:
  std::string words(const std::string& key, const std::string& otherwise) const { return i18n::has(key) ? i18n::text(language_, key) : otherwise; }

  std::vector<Choice> own_choices(const TicketField& field) const {
    if (field.type == "checkbox") return {{"true", "rules.value.ticked"}, {"false", "rules.value.not_ticked"}};
    std::vector<Choice> out;
    const auto options = parse_json(field.options.text);
    if (options.ok() && options->is_array())
      for (const Json& option : options->get_array())
        if (option.is_object()) out.push_back({string_at(option.get_object(), "value").value_or(""), string_at(option.get_object(), "name").value_or("")});
    return out;
  }

  std::vector<Choice> people(const std::string& type) {
    std::vector<Choice> out;
    if (type == "group")
      for (const auto& group : people::groups(tx_)) out.push_back({std::to_string(group.id.value), group.name});
    if (type == "user") {
      out = {{"", "rules.value.nobody"}, {"current_user", "rules.value.current_user"}, {"requester_id", "rules.value.requester"}};
      for (const auto& agent : people::staff(tx_)) out.push_back({std::to_string(agent.id.value), agent.name});
    }
    return out;
  }

  void head(const std::string& subject, const std::string& title, const std::string& type, const std::string& group) {
    w_.begin_object().field("title", title).field("subject", subject).field("type", type).field("group", words("rules.group." + group, group));
    w_.field("nullable", false).field("repeatable", false);
  }

  void values(const std::vector<Choice>& choices) {
    w_.key("values").begin_array();
    for (const Choice& choice : choices) w_.begin_object().field("value", choice.value).field("title", words(choice.title, choice.title)).field("enabled", true).end_object();
    w_.end_array();
  }

  void filter(const ConditionField& field, const std::string& value, const std::string& title, const std::vector<Choice>& choices) {
    w_.begin_object().field("title", title).field("value", value).key("target").null().field("group", words("rules.group." + field.group, field.group)).key("operators").begin_array();
    for (const std::string& op : field.operators)
      if (std::find(kChangeOperators.begin(), kChangeOperators.end(), op) == kChangeOperators.end()) w_.begin_object().field("title", words("rules.operator." + op, op)).field("value", op).end_object();
    w_.end_array().key("values").begin_object().field("type", choices.empty() ? field.type : "list").key("list").begin_array();
    for (const Choice& choice : choices) w_.begin_object().field("title", words(choice.title, choice.title)).field("value", choice.value).end_object();
    w_.end_array().end_object().end_object();
  }

  void condition(const ConditionField& field, const std::string& subject, const std::string& title, const std::vector<Choice>& choices) {
    head(subject, title, choices.empty() ? field.type : "list", field.group);
    w_.key("operators").begin_array();
    for (const std::string& op : field.operators) {
      if (op == "changed_to" || op == "changed_from" || op == "not_changed_to" || op == "not_changed_from") continue;  // other names of the same
      const bool of_change = std::find(kChangeOperators.begin(), kChangeOperators.end(), op) != kChangeOperators.end();
      if (of_change && use_ != kTriggers) continue;
      w_.begin_object().field("value", op).field("title", words("rules.operator." + op, op));
      w_.field("terminal", op == "changed" || op == "not_changed" || op == "present" || op == "not_present").end_object();
    }
    w_.end_array();
    values(choices);
    w_.end_object();
  }

  void action(const ActionKind& kind, const std::string& subject, const std::string& title, const std::vector<Choice>& choices) {
    // A pair is one of its choices and a text.
    head(subject, title, choices.empty() || kind.type == "pair" ? kind.type : "list", kind.group);
    values(choices);
    w_.end_object();
  }

  const i18n::Language language_;
  db::Tx& tx_;
  const Use use_;
  JsonWriter& w_;
  std::vector<TicketField> own_;
};

}  // namespace

std::string filter_definitions_body(const api::Context& context, db::Tx& tx, Use use) {
  std::string out;
  JsonWriter w(out);
  Definitions definitions(context, tx, use, w);
  w.begin_object().key("definitions").begin_object();
  definitions.filters("all");
  definitions.filters("any");
  w.end_object().end_object();
  return out;
}

std::string definitions_body(const api::Context& context, db::Tx& tx, Use use, bool conditions, bool actions) {
  std::string out;
  JsonWriter w(out);
  Definitions definitions(context, tx, use, w);
  w.begin_object().key("definitions").begin_object();
  if (conditions) {
    definitions.conditions("conditions_all");
    definitions.conditions("conditions_any");
  }
  if (actions) definitions.actions();
  w.end_object().end_object();
  return out;
}

}  // namespace sahay::tickets
