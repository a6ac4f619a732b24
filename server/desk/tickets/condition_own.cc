// Fields made by the admin: of tickets (custom_fields_<id>), of users and organizations (by key).
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/rule_fields.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

std::string after(std::string_view name, std::string_view prefix) { return std::string(name.substr(std::min(name.size(), prefix.size()))); }

std::optional<double> number_of(std::string_view s) {
  const std::string copy(s);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  return copy.empty() || *end ? std::nullopt : std::optional(value);
}

// Dates by time, numbers by size, anything else by its letters: -1, 0, 1.
int order(std::string_view a, std::string_view b) {
  const auto date_a = parse_iso8601(a), date_b = parse_iso8601(b);
  if (date_a && date_b) return *date_a < *date_b ? -1 : *date_b < *date_a ? 1 : 0;
  const auto number_a = number_of(a), number_b = number_of(b);
  if (number_a && number_b) return *number_a < *number_b ? -1 : *number_b < *number_a ? 1 : 0;
  return a < b ? -1 : b < a ? 1 : 0;
}

bool within_days(std::string_view value, const Condition& c, Time now) {
  const auto date = parse_iso8601(value);
  const auto days = text::to_integer(value_text(c.value));
  if (!date || !days || *days < 0 || *days > 36'500) return false;
  const std::int64_t today = now.micros - now.micros % kDay;
  if (c.op == "within_previous_n_days") return date->micros >= today - *days * kDay && date->micros <= now.micros;
  return date->micros >= today && date->micros <= today + *days * kDay;
}

// `value` is what the ticket, user or organization has in the field; null when nothing.
bool value_holds(const Json& value, const Condition& c, Time now) {
  const std::string have = value_text(value), wanted = value_text(c.value);
  // A box that nobody has ticked is not ticked.
  const bool same = have == wanted || (have.empty() && wanted == "false");
  const auto list = value.is_array() ? value_list(value) : std::vector{have};
  const auto has = [&](const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); };
  if (c.op == "is") return same || (value.is_array() && has(wanted));
  if (c.op == "is_not") return !same && !(value.is_array() && has(wanted));
  if (c.op == "present") return !have.empty();
  if (c.op == "not_present") return have.empty();
  if (c.op == "includes" || c.op == "not_includes") {
    const auto any = c.value.is_array() ? value_list(c.value) : std::vector{wanted};
    return (std::any_of(any.begin(), any.end(), has) || (!c.value.is_array() && words_hold(have, {c.field, "includes", c.value}))) == (c.op == "includes");
  }
  if (have.empty()) return false;
  if (c.op.starts_with("within_")) return within_days(have, c, now);
  const int compared = order(have, wanted);
  if (c.op == "less_than") return compared < 0;
  if (c.op == "less_than_equal") return compared <= 0;
  if (c.op == "greater_than") return compared > 0;
  return c.op == "greater_than_equal" && compared >= 0;
}

const std::vector<std::string> kValueOperators = {"is", "is_not", "includes", "not_includes", "present", "not_present", "less_than", "less_than_equal", "greater_than", "greater_than_equal", "within_previous_n_days", "within_next_n_days"};

// The database compares texts and presence; what needs the order of dates and numbers is asked ticket by ticket, so
// that one text of SQL serves both engines.
std::optional<Fragment> value_where(const std::string& prefix, const Condition& c) {
  const std::string key = to_string(Json(after(c.field, prefix))) + ":";
  // {"7":"value"}: looked for as it stands in the stored text. Not by LIKE, whose letters are not the same on both
  // engines; quotes inside values are escaped there, so a key is never found inside a value.
  Fragment out;
  const auto or_has = [&out](std::string piece, const char* sign = " <> ") {
    out.sql += (out.sql.empty() ? "" : " or ") + std::string("replace(t.custom_fields, ?, '')") + sign + "t.custom_fields";
    out.values.emplace_back(std::move(piece));
  };
  // One of several values: each that is chosen is a tag of the ticket too, as long as it is.
  const auto or_among = [&](const std::string& value) {
    out.sql += " or (replace(t.custom_fields, ?, '') <> t.custom_fields and t.id in (select x.ticket_id from ticket_tags x where x.tag = ?))";
    out.values.emplace_back(key + "[");
    out.values.emplace_back(value);
  };
  const std::string wanted = value_text(c.value);
  if (c.op == "includes" || c.op == "not_includes") {
    const auto any = c.value.is_array() ? value_list(c.value) : std::vector{wanted};
    if (any.empty()) return std::nullopt;
    for (const std::string& value : any) {
      or_has(key + to_string(Json(value)));
      or_among(value);
    }
    out.sql = (c.op == "not_includes" ? "not (" : "(") + out.sql + ")";
    return out;
  }
  if (c.op == "present") or_has(key);
  else if (c.op == "not_present") or_has(key, " = ");
  else if (c.op != "is" && c.op != "is_not") return std::nullopt;
  else if (wanted.empty()) or_has(key, " = ");
  else or_has(key + to_string(Json(wanted)));
  if (c.op.starts_with("is") && (wanted == "true" || wanted == "false")) or_has(key + wanted);
  if (c.op.starts_with("is") && wanted == "false") or_has(key, " = ");
  if (c.op.starts_with("is") && !wanted.empty()) or_among(wanted);
  out.sql = (c.op == "is_not" ? "not (" : "(") + out.sql + ")";
  return out;
}

ConditionField ticket_values(const std::string& prefix) {
  ConditionField field{prefix + "*", "ticket", kAllConditions, kValueOperators, "own"};
  field.operators.insert(field.operators.end(), kChangeOperators.begin(), kChangeOperators.end());
  field.check = [prefix](db::Tx& tx, const Condition& c) -> Result<void> {
    const auto id = text::to_integer(after(c.field, prefix));
    for (const TicketField& known : ticket_fields(tx))
      if (id && known.id.value == *id && known.removable) return {};
    return invalid("field", "InvalidValue", "rules.error.no_condition_field");
  };
  field.holds = [prefix](Facts& facts, const Condition& c) {
    const std::string id = after(c.field, prefix);
    if (const auto changed = change_holds(facts, id, c)) return *changed;
    const auto* value = facts.custom_fields().if_contains(id);
    return value_holds(value ? *value : Json(nullptr), c, facts.now());
  };
  field.where = [prefix](const Condition& c, const Asker&) { return value_where(prefix, c); };
  return field;
}

Json value_in(const RawJson& values, const std::string& key) {
  const auto parsed = parse_json(values.text);
  if (!parsed.ok() || !parsed->is_object()) return nullptr;
  const auto* value = parsed->get_object().if_contains(key);
  return value ? *value : Json(nullptr);
}

}  // namespace

std::vector<ConditionField> own_condition_fields() {
  std::vector<ConditionField> out;
  out.push_back(ticket_values("custom_fields_"));
  out.push_back(ticket_values("ticket_fields_"));
  ConditionField user{"requester.custom_fields.*", "requester", kTriggers | kAutomations | kPolicies, kValueOperators, "own"};
  user.holds = [](Facts& facts, const Condition& c) {
    return value_holds(facts.requester() ? value_in(facts.requester()->user_fields, after(c.field, "requester.custom_fields.")) : Json(nullptr), c, facts.now());
  };
  out.push_back(std::move(user));
  ConditionField organization{"organization.custom_fields.*", "organization", kTriggers | kAutomations | kPolicies, kValueOperators, "own"};
  organization.holds = [](Facts& facts, const Condition& c) {
    return value_holds(facts.organization() ? value_in(facts.organization()->organization_fields, after(c.field, "organization.custom_fields.")) : Json(nullptr), c, facts.now());
  };
  out.push_back(std::move(organization));
  return out;
}

}  // namespace sahay::tickets
