// The fields of the ticket's row: closed sets, references, tags, words.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/rule_fields.h"
#include "desk/tickets/tell_once.h"
#include "platform/text/words.h"

namespace sahay::tickets {
namespace {

using Operators = std::vector<std::string>;

Operators with_changes(Operators operators) {
  operators.insert(operators.end(), kChangeOperators.begin(), kChangeOperators.end());
  return operators;
}

// --- ordered words: status, priority, type ---

std::optional<bool> compare(std::int64_t have, std::string_view op, std::int64_t wanted) {
  if (op == "is") return have == wanted;
  if (op == "is_not") return have != wanted;
  if (op == "less_than") return have < wanted;
  if (op == "greater_than") return have > wanted;
  if (op == "less_than_equal") return have <= wanted;
  if (op == "greater_than_equal") return have >= wanted;
  return std::nullopt;
}

std::string sign_of(std::string_view op) {
  if (op == "is") return " = ?";
  if (op == "is_not") return " <> ?";
  if (op == "less_than") return " < ?";
  if (op == "greater_than") return " > ?";
  if (op == "less_than_equal") return " <= ?";
  if (op == "greater_than_equal") return " >= ?";
  return "";
}

ConditionField ranked(std::string name, int Ticket::*member, std::string column, int (*rank)(std::string_view), std::vector<Choice> choices) {
  ConditionField field{name, "ticket", kAllConditions, with_changes({"is", "is_not", "less_than", "greater_than"}), "list"};
  field.choices = [choices = std::move(choices)](db::Tx&) { return choices; };
  field.holds = [name, member, rank](Facts& facts, const Condition& c) {
    if (const auto changed = change_holds(facts, name, c)) return *changed;
    return compare(facts.ticket().*member, c.op, rank(value_text(c.value))).value_or(false);
  };
  field.where = [column, rank](const Condition& c, const Asker&) -> std::optional<Fragment> {
    const std::string sign = sign_of(c.op);
    if (sign.empty()) return std::nullopt;
    return Fragment{column + sign, {std::int64_t(rank(value_text(c.value)))}};
  };
  return field;
}

ConditionField type_field() {
  ConditionField field{"type", "ticket", kAllConditions, with_changes({"is", "is_not"}), "list"};
  field.choices = [](db::Tx&) {
    auto out = choices_of(kTypes, "rules.value.type.");
    out.push_back({"", "rules.value.none"});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    if (const auto changed = change_holds(facts, "type", c)) return *changed;
    return (facts.ticket().type == value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const Asker&) -> std::optional<Fragment> {
    if (sign_of(c.op).empty()) return std::nullopt;
    return Fragment{"t.type" + sign_of(c.op), {value_text(c.value)}};
  };
  return field;
}

// --- references ---

std::int64_t id_of(Facts& facts, std::string_view value) {
  if (value.empty()) return 0;
  if (value == "current_user") return facts.current_user().value;
  if (value == "requester_id") return facts.ticket().requester_id.value;
  if (value == "assignee_id") return facts.ticket().assignee_id.value;
  return text::to_integer(value).value_or(-1);
}

bool is_id(const Condition& c, std::initializer_list<std::string_view> words) {
  const auto fine = [&](const std::string& value) {
    return value.empty() || text::to_integer(value).value_or(-1) > 0 || std::find(words.begin(), words.end(), value) != words.end();
  };
  if (!c.value.is_array()) return fine(value_text(c.value));
  const auto list = value_list(c.value);
  return std::all_of(list.begin(), list.end(), fine);
}

std::optional<Fragment> id_where(const std::string& column, const Condition& c, const Asker& asker) {
  const std::string value = value_text(c.value);
  const bool is = c.op == "is";
  if (!is && c.op != "is_not") return std::nullopt;
  if (value.empty()) return Fragment{column + (is ? " is null" : " is not null")};
  if (value == "requester_id" || value == "assignee_id")
    return Fragment{is ? column + " = t." + value : "(" + column + " is null or t." + value + " is null or " + column + " <> t." + value + ")"};
  if (value == "current_groups") {
    Fragment out{is ? "" : column + " is null or " + column + " not in ("};
    if (is) out.sql = column + " in (";
    if (asker.groups.empty()) return Fragment{is ? "1 = 0" : "1 = 1"};
    for (const auto group : asker.groups) {
      out.sql += out.values.empty() ? "?" : ",?";
      out.values.emplace_back(group);
    }
    out.sql += ")";
    return out;
  }
  const std::int64_t id = value == "current_user" ? asker.user.value : text::to_integer(value).value_or(-1);
  return Fragment{is ? column + " = ?" : "(" + column + " is null or " + column + " <> ?)", {id}};
}

template <class Tag>
ConditionField reference(std::string name, std::string type, Id<Tag> Ticket::*member, std::initializer_list<std::string_view> words) {
  ConditionField field{name, "ticket", kAllConditions, with_changes({"is", "is_not"}), std::move(type)};
  field.check = [allowed = std::vector<std::string_view>(words)](db::Tx&, const Condition& c) -> Result<void> {
    const std::string value = value_text(c.value);
    if (is_id(c, {}) || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
    return invalid("value", "InvalidValue", "rules.error.wrong_value");
  };
  field.holds = [name, member](Facts& facts, const Condition& c) {
    if (const auto changed = change_holds(facts, name, c)) return *changed;
    const std::int64_t have = (facts.ticket().*member).value;
    const std::string value = value_text(c.value);
    const auto& groups = value == "current_groups" ? facts.current_groups() : std::vector<std::int64_t>{};
    const bool same = value == "current_groups" ? std::find(groups.begin(), groups.end(), have) != groups.end() : have == id_of(facts, value);
    return same == (c.op == "is");
  };
  field.where = [column = "t." + name](const Condition& c, const Asker& asker) { return id_where(column, c, asker); };
  return field;
}

// Whole numbers that are 0 when there is none: forms, brands, custom statuses.
ConditionField number_reference(std::string name, std::int64_t Ticket::*member) {
  ConditionField field{name, "ticket", kAllConditions, with_changes({"is", "is_not", "includes", "not_includes"}), "number"};
  field.check = [](db::Tx&, const Condition& c) -> Result<void> {
    if (is_id(c, {})) return {};
    return invalid("value", "InvalidValue", "rules.error.wrong_value");
  };
  field.holds = [name, member](Facts& facts, const Condition& c) {
    if (const auto changed = change_holds(facts, name, c)) return *changed;
    const std::string have = facts.ticket().*member ? std::to_string(facts.ticket().*member) : "";
    const auto wanted = c.value.is_array() ? value_list(c.value) : std::vector{value_text(c.value)};
    return (std::find(wanted.begin(), wanted.end(), have) != wanted.end()) == (c.op == "is" || c.op == "includes");
  };
  field.where = [column = "t." + name](const Condition& c, const Asker&) -> std::optional<Fragment> {
    const bool positive = c.op == "is" || c.op == "includes";
    if (!positive && c.op != "is_not" && c.op != "not_includes") return std::nullopt;
    Fragment out{column + (positive ? " in (" : " not in (")};
    for (const std::string& value : c.value.is_array() ? value_list(c.value) : std::vector{value_text(c.value)}) {
      out.sql += out.values.empty() ? "?" : ",?";
      out.values.emplace_back(text::to_integer(value).value_or(0));
    }
    if (out.values.empty()) return Fragment{positive ? "1 = 0" : "1 = 1"};
    out.sql += ")";
    return out;
  };
  return field;
}

// --- tags and words ---

bool any_in(const std::vector<std::string>& wanted, const std::vector<std::string>& have) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return std::find(have.begin(), have.end(), one) != have.end(); });
}

ConditionField tags_field() {
  ConditionField field{"current_tags", "ticket", kAllConditions, {"includes", "not_includes", "is", "is_not"}, "tags"};
  field.holds = [](Facts& facts, const Condition& c) {
    return any_in(value_list(c.value), facts.ticket().tags) == (c.op == "includes" || c.op == "is");
  };
  field.where = [](const Condition& c, const Asker&) -> std::optional<Fragment> {
    const bool positive = c.op == "includes" || c.op == "is";
    Fragment out{positive ? "t.id in (select ticket_id from ticket_tags where tag in (" : "not exists (select 1 from ticket_tags g where g.ticket_id = t.id and g.tag in ("};
    for (std::string& tag : value_list(c.value)) {
      out.sql += out.values.empty() ? "?" : ",?";
      out.values.emplace_back(std::move(tag));
    }
    if (out.values.empty()) return Fragment{positive ? "1 = 0" : "1 = 1"};
    out.sql += "))";
    return out;
  };
  return field;
}

ConditionField person_tags(std::string name, std::string group, std::function<const std::vector<std::string>*(Facts&)> tags) {
  ConditionField field{std::move(name), std::move(group), kTriggers | kAutomations | kPolicies, {"includes", "not_includes"}, "tags"};
  field.holds = [tags = std::move(tags)](Facts& facts, const Condition& c) {
    const auto* have = tags(facts);
    return (have && any_in(value_list(c.value), *have)) == (c.op == "includes");
  };
  return field;
}

}  // namespace

std::vector<Choice> choices_of(std::span<const std::string_view> values, std::string_view text_prefix) {
  std::vector<Choice> out;
  for (const auto value : values) out.push_back({std::string(value), std::string(text_prefix) + std::string(value)});
  return out;
}

bool words_hold(std::string_view text, const Condition& c) {
  const bool positive = c.op == "includes" || c.op == "is";
  const auto have = text::whole_words_of(text);
  const auto wanted = text::whole_words_of(value_text(c.value));
  if (wanted.empty()) return !positive;
  const auto same = [](const text::Word& a, const text::Word& b) { return a.text == b.text; };
  const auto found = [&](auto from, auto to) { return std::search(have.begin(), have.end(), from, to, same) != have.end(); };
  if (c.op == "is" || c.op == "is_not")  // the words one after the other
    return found(wanted.begin(), wanted.end()) == positive;
  // The pieces of "PR-200" come from one place of the source and are wanted together.
  for (auto from = wanted.begin(); from != wanted.end();) {
    const auto to = std::find_if(from, wanted.end(), [&](const auto& word) { return word.begin != from->begin; });
    if (found(from, to)) return positive;
    from = to;
  }
  return !positive;
}

std::string channel_word(std::string_view value) {
  // The numbers that the field's clients know for the ways a ticket can come.
  static constexpr std::pair<std::string_view, std::string_view> numbers[] = {
      {"0", "web"}, {"4", "email"}, {"5", "api"}, {"8", "rule"}, {"29", "chat"}, {"34", "phone"}, {"35", "phone"}, {"44", "phone"}, {"48", "widget"}, {"57", "sms"},
      {"web_form", "web"}, {"mail", "email"}, {"web_service", "api"}, {"voice", "phone"}, {"web_widget", "widget"}};
  for (const auto& [number, word] : numbers)
    if (value == number) return std::string(word);
  return std::string(value);
}

std::vector<ConditionField> ticket_condition_fields() {
  std::vector<ConditionField> out;
  auto priorities = choices_of(kPriorities, "rules.value.priority.");
  priorities.push_back({"", "rules.value.none"});
  out.push_back(ranked("status", &Ticket::status_rank, "t.status_rank", status_rank, choices_of(kStatuses, "rules.value.status.")));
  out.push_back(ranked("priority", &Ticket::priority_rank, "t.priority_rank", priority_rank, std::move(priorities)));
  out.push_back(type_field());
  out.push_back(reference("assignee_id", "user", &Ticket::assignee_id, {"current_user", "requester_id"}));
  out.push_back(reference("group_id", "group", &Ticket::group_id, {"current_groups"}));
  out.push_back(reference("requester_id", "user", &Ticket::requester_id, {"current_user", "assignee_id"}));
  out.push_back(reference("submitter_id", "user", &Ticket::submitter_id, {"current_user", "requester_id"}));
  out.push_back(reference("owner_id", "user", &Ticket::owner_id, {"current_user", "assignee_id"}));
  out.push_back(reference("organization_id", "organization", &Ticket::organization_id, {}));
  out.push_back(number_reference("custom_status_id", &Ticket::custom_status_id));
  out.push_back(number_reference("ticket_form_id", &Ticket::ticket_form_id));
  out.push_back(number_reference("brand_id", &Ticket::brand_id));
  out.push_back(tags_field());
  out.push_back(person_tags("requester_tags", "requester", [](Facts& f) { return f.requester() ? &f.requester()->tags : nullptr; }));
  out.push_back(person_tags("organization_tags", "organization", [](Facts& f) { return f.organization() ? &f.organization()->tags : nullptr; }));
  const auto words = [&out](std::string name, std::string (*text)(const Ticket&)) {
    ConditionField field{std::move(name), "ticket", kTriggers | kAutomations | kPolicies, {"includes", "not_includes", "is", "is_not"}, "text"};
    field.holds = [text](Facts& facts, const Condition& c) { return words_hold(text(facts.ticket()), c); };
    out.push_back(std::move(field));
  };
  words("subject_includes_word", [](const Ticket& t) { return t.subject; });
  words("description_includes_word", [](const Ticket& t) { return t.subject + "\n" + t.description; });
  const auto plain = [&out](std::string name, std::string (*value)(const Ticket&), std::string column, std::string (*normal)(std::string_view)) {
    ConditionField field{std::move(name), "ticket", kAllConditions, {"is", "is_not"}, "text"};
    field.holds = [value, normal](Facts& facts, const Condition& c) { return (value(facts.ticket()) == normal(value_text(c.value))) == (c.op == "is"); };
    field.where = [column, normal](const Condition& c, const Asker&) { return Fragment{column + sign_of(c.op), {normal(value_text(c.value))}}; };
    out.push_back(std::move(field));
  };
  plain("via_id", [](const Ticket& t) { return t.channel; }, "t.channel", channel_word);
  plain("recipient", [](const Ticket& t) { return text::lower_ascii(t.recipient); }, "lower(t.recipient)", text::lower_ascii);
  plain("ticket_is_public", [](const Ticket& t) { return std::string(t.is_public ? "public" : "private"); }, "(case when t.is_public = 1 then 'public' else 'private' end)", [](std::string_view v) { return std::string(v); });
  plain("external_id", [](const Ticket& t) { return t.external_id; }, "t.external_id", [](std::string_view v) { return std::string(v); });
  // Its index leaves out the empty ones.
  out.back().where = [](const Condition& c, const Asker&) {
    std::string value = value_text(c.value);
    const bool indexed = c.op == "is" && !value.empty();
    return Fragment{(indexed ? "t.external_id <> '' and t.external_id" : "t.external_id") + sign_of(c.op), {std::move(value)}};
  };
  ConditionField locale{"locale_id", "requester", kTriggers | kAutomations | kPolicies, {"is", "is_not"}, "number"};
  locale.holds = [](Facts& facts, const Condition& c) {
    const std::string have = facts.requester() ? std::to_string(people::locale_id(facts.requester()->locale)) : "";
    return (have == value_text(c.value)) == (c.op == "is");
  };
  out.push_back(std::move(locale));
  ConditionField role{"requester_role", "requester", kTriggers | kAutomations | kPolicies, {"is", "is_not"}, "list"};
  role.choices = [](db::Tx&) { return std::vector<Choice>{{"end-user", "rules.value.role.end_user"}, {"agent", "rules.value.role.agent"}, {"admin", "rules.value.role.admin"}}; };
  role.holds = [](Facts& facts, const Condition& c) { return (facts.requester() && facts.requester()->role == value_text(c.value)) == (c.op == "is"); };
  out.push_back(std::move(role));
  return out;
}

std::vector<ConditionField> built_in_condition_fields() {
  std::vector<ConditionField> out = ticket_condition_fields();
  out.push_back(answered_by_condition());
  for (auto make : {update_condition_fields, time_condition_fields, case_condition_fields, own_condition_fields})
    for (ConditionField& field : make()) out.push_back(std::move(field));
  return out;
}

}  // namespace sahay::tickets
