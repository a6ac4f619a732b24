#include "desk/tickets/condition.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/rule_fields.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {

std::function<Duration(db::Tx&, const Ticket&, Time from, Time to)> business_time;

namespace {

std::vector<ConditionField>& registered() {
  static std::vector<ConditionField> fields = built_in_condition_fields();
  return fields;
}

bool named(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  pattern.remove_suffix(1);
  return name.size() > pattern.size() && name.starts_with(pattern);
}

// "includes" asks texts for words, which the database cannot; of fields with options it asks for one of them.
bool asks_for_words(db::Tx& tx, const ConditionField& field, const Condition& condition) {
  if (field.type != "own" || (condition.op != "includes" && condition.op != "not_includes")) return false;
  for (const TicketField& known : ticket_fields(tx))
    if (condition.field.ends_with("_fields_" + std::to_string(known.id.value))) return known.type != "multiselect" && known.type != "tagger";
  return true;
}

constexpr std::size_t kMostConditions = 100, kLongestValue = 4096;

// The first thing that is wrong with one condition, as the reader must see it.
std::optional<FieldError> problem_of(db::Tx& tx, const Condition& condition, Use use) {
  const auto wrong = [&](std::string key, std::string code) {
    return FieldError{"conditions", std::move(code), std::move(key), {{"name", condition.field}, {"operator", condition.op}, {"value", std::string(text::first(value_text(condition.value), 100))}}};
  };
  const ConditionField* field = find_condition_field(condition.field);
  if (!field || !(field->uses & use)) return wrong("rules.error.no_condition_field", "InvalidValue");
  if (std::find(field->operators.begin(), field->operators.end(), condition.op) == field->operators.end()) return wrong("rules.error.no_operator", "InvalidValue");
  if (use == kViews && field->where && (!field->where(condition, {}) || asks_for_words(tx, *field, condition))) return wrong("rules.error.no_operator", "InvalidValue");
  if (to_string(condition.value).size() > kLongestValue) return wrong("rules.error.long_value", "TooLong");
  if (condition.value.is_object()) return wrong("rules.error.wrong_value", "InvalidFormat");
  const bool needs_value = condition.op != "changed" && condition.op != "not_changed" && condition.op != "present" && condition.op != "not_present";
  if (needs_value && field->choices) {
    const auto choices = field->choices(tx);
    for (const std::string& value : condition.value.is_array() ? value_list(condition.value) : std::vector{value_text(condition.value)})
      if (std::none_of(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.value == value; })) return wrong("rules.error.wrong_value", "InvalidValue");
  }
  if (needs_value && field->check)
    if (const auto checked = field->check(tx, condition); !checked.ok()) return wrong("rules.error.wrong_value", "InvalidValue");
  return std::nullopt;
}

void read_list(db::Tx& tx, const Json* list, Use use, std::vector<Condition>& out, Error& error) {
  if (!list || list->is_null()) return;
  if (!list->is_array() || list->get_array().size() > kMostConditions) {
    error.fields.push_back({"conditions", "InvalidFormat", "error.field.wrong_type", {{"type", "array"}}});
    return;
  }
  for (const Json& item : list->get_array()) {
    if (!item.is_object()) {
      error.fields.push_back({"conditions", "InvalidFormat", "error.field.wrong_type", {{"type", "object"}}});
      continue;
    }
    const JsonObject& in = item.get_object();
    Condition condition{string_at(in, "field").value_or(string_at(in, "source").value_or("")), string_at(in, "operator").value_or(""), {}};
    if (const Json* value = sahay::find(in, "value")) condition.value = *value;
    // Several clients leave the operator of what can only be compared one way out.
    if (condition.op.empty()) condition.op = "is";
    if (auto problem = problem_of(tx, condition, use)) error.fields.push_back(std::move(*problem));
    else out.push_back(std::move(condition));
  }
}

Json value_or_null(const JsonObject& in) {
  const Json* value = sahay::find(in, "value");
  return value ? *value : Json(nullptr);
}

std::vector<Condition> stored_list(const JsonObject& in, const char* key) {
  std::vector<Condition> out;
  if (const JsonArray* list = array_at(in, key))
    for (const Json& item : *list)
      if (item.is_object())
        out.push_back({string_at(item.get_object(), "field").value_or(""), string_at(item.get_object(), "operator").value_or(""), value_or_null(item.get_object())});
  return out;
}

std::optional<Fragment> fragment_of(const Condition& condition, const Asker& asker) {
  const ConditionField* field = find_condition_field(condition.field);
  return field && field->where ? field->where(condition, asker) : std::nullopt;
}

// Hours of working time can only be bounded by the database.
bool is_exact(const Condition& condition) { return !condition.op.ends_with("_business_hours"); }

}  // namespace

void add_condition_field(ConditionField field) {
  auto& all = registered();
  std::erase_if(all, [&](const ConditionField& known) { return known.name == field.name; });
  all.push_back(std::move(field));
}

const std::vector<ConditionField>& condition_fields() { return registered(); }

const ConditionField* find_condition_field(std::string_view name) {
  for (const ConditionField& field : registered())
    if (named(field.name, name)) return &field;
  return nullptr;
}

Result<Conditions> read_conditions(db::Tx& tx, const JsonObject& in, Use use) {
  const JsonObject* holder = object_at(in, "conditions");
  if (!holder) holder = object_at(in, "filter");
  if (!holder) holder = &in;
  Conditions out;
  Error error{ErrorCode::invalid, "error.invalid"};
  read_list(tx, sahay::find(*holder, "all"), use, out.all, error);
  read_list(tx, sahay::find(*holder, "any"), use, out.any, error);
  if (!error.fields.empty()) return error;
  return out;
}

Conditions parse_conditions(std::string_view stored) {
  const auto parsed = parse_json(stored);
  if (!parsed.ok() || !parsed->is_object()) return {};
  return {stored_list(parsed->get_object(), "all"), stored_list(parsed->get_object(), "any")};
}

void write_conditions(JsonWriter& w, const Conditions& conditions) {
  w.begin_object();
  for (const auto& [key, list] : {std::pair{"all", &conditions.all}, std::pair{"any", &conditions.any}}) {
    w.key(key).begin_array();
    for (const Condition& condition : *list) {
      w.begin_object().field("field", condition.field).field("operator", condition.op).key("value");
      // Clients know values as texts; numbers that came as numbers leave as texts too.
      if (condition.value.is_array()) w.value(condition.value);
      else if (condition.value.is_null()) w.null();
      else w.value(value_text(condition.value));
      w.end_object();
    }
    w.end_array();
  }
  w.end_object();
}

bool holds(Facts& facts, const Condition& condition) {
  const ConditionField* field = find_condition_field(condition.field);
  return field && field->holds && field->holds(facts, condition);
}

bool holds(Facts& facts, const Conditions& conditions) {
  for (const Condition& condition : conditions.all)
    if (!holds(facts, condition)) return false;
  return conditions.any.empty() || std::any_of(conditions.any.begin(), conditions.any.end(), [&](const Condition& c) { return holds(facts, c); });
}

bool add_conditions(api::Where& where, const Conditions& conditions, const Asker& asker) {
  bool exact = true;
  for (const Condition& condition : conditions.all) {
    const auto fragment = fragment_of(condition, asker);
    if (fragment) where.add_values("(" + fragment->sql + ")", fragment->values);
    exact = exact && fragment && is_exact(condition);
  }
  if (conditions.any.empty()) return exact;
  Fragment any;
  for (const Condition& condition : conditions.any) {
    const auto fragment = fragment_of(condition, asker);
    if (!fragment) return false;  // one that the database cannot tell may hold for every row
    any.sql += (any.sql.empty() ? "(" : " or ") + ("(" + fragment->sql + ")");
    any.values.insert(any.values.end(), fragment->values.begin(), fragment->values.end());
    exact = exact && is_exact(condition);
  }
  where.add_values(any.sql + ")", any.values);
  return exact;
}

std::string value_text(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_array()) {
    std::string out;
    for (const std::string& item : value_list(value)) out += (out.empty() ? "" : " ") + item;
    return out;
  }
  return to_string(value);
}

std::vector<std::string> value_list(const Json& value) {
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const Json& item : value.get_array())
      if (!item.is_array() && !item.is_object()) out.push_back(value_text(item));
    return out;
  }
  const std::string whole = text::replace_all(text::replace_all(value_text(value), ",", " "), "\n", " ");
  for (const auto part : text::split(whole, ' '))
    if (!part.empty()) out.emplace_back(part);
  return out;
}

std::optional<bool> change_holds(Facts& facts, std::string_view event_field, const Condition& condition) {
  const std::string_view op = condition.op;
  if (std::find(kChangeOperators.begin(), kChangeOperators.end(), op) == kChangeOperators.end()) return std::nullopt;
  const FieldChange* change = facts.happening() ? facts.happening()->change_of(event_field) : nullptr;
  if (op == "changed") return change != nullptr;
  if (op == "not_changed") return change == nullptr;
  const bool negative = op.starts_with("not_");
  const bool to = op.ends_with("value") || op.ends_with("changed_to");
  const std::string wanted = value_text(condition.value);
  const bool met = change && value_text(to ? change->to : change->from) == (wanted == "current_user" ? std::to_string(facts.current_user().value) : wanted);
  return met != negative;
}

}  // namespace sahay::tickets
