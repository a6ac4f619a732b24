// The actions that change the ticket itself.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/rule_fields.h"
#include "desk/tickets/tell_once.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {
namespace {

using Nullifies = std::vector<std::string>;

Error wrong_value() { return invalid("value", "InvalidValue", "rules.error.wrong_value"); }

// What changes with any change of the status.
const Nullifies kOfStatus = {"status", "custom_status_id", "NEW", "OPEN", "PENDING", "HOLD", "SOLVED", "CLOSED", "status_updated_at", "updated_at"};

ActionKind choice(std::string field, std::optional<std::string> Change::*member, std::vector<Choice> choices, Nullifies nullifies) {
  ActionKind kind{std::move(field), "ticket", kAllActions, "list", std::move(nullifies)};
  kind.choices = [choices = std::move(choices)](db::Tx&) { return choices; };
  kind.apply = [member](Applying& a, const Action& action) -> Result<void> {
    a.change.*member = value_text(action.value);
    return {};
  };
  return kind;
}

// The user that a value names; 0 for nobody, nothing when the word means nobody here ("current_user" of the system).
std::optional<UserId> user_named(Applying& a, std::string_view value) {
  if (value.empty()) return UserId{};
  UserId user(text::to_integer(value).value_or(0));
  if (value == "current_user") user = a.facts.current_user();
  if (value == "requester_id") user = a.ticket().requester_id;
  if (value == "assignee_id") user = a.ticket().assignee_id;
  return user ? std::optional(user) : std::nullopt;
}

Result<void> check_user(db::Tx& tx, const Json& value, bool staff_only, bool may_be_nobody) {
  const std::string word = value_text(value);
  if (word.empty() && may_be_nobody) return {};
  if (word == "current_user" || word == "requester_id" || word == "assignee_id") return {};
  const auto user = people::find_user(tx, UserId(text::to_integer(word).value_or(0)));
  if (!user || (staff_only && (!user->staff() || !user->active))) return wrong_value();
  return {};
}

ActionKind assignee() {
  ActionKind kind{"assignee_id", "ticket", kAllActions, "user", {"assignee_id", "assigned_at", "updated_at"}};
  kind.check = [](db::Tx& tx, const Json& value) { return check_user(tx, value, true, true); };
  kind.apply = [](Applying& a, const Action& action) -> Result<void> {
    const auto user = user_named(a, value_text(action.value));
    if (!user) return {};
    // "Whoever acts" may be a customer: then nobody is assigned.
    const auto found = people::find_user(a.tx(), *user);
    if (*user && value_text(action.value) == "current_user" && (!found || !found->staff())) return {};
    a.change.assignee = *user;
    return {};
  };
  return kind;
}

ActionKind group() {
  ActionKind kind{"group_id", "ticket", kAllActions, "group", {"group_id", "updated_at"}};
  kind.check = [](db::Tx& tx, const Json& value) -> Result<void> {
    const std::string word = value_text(value);
    if (word.empty() || word == "current_groups" || people::find_group(tx, GroupId(text::to_integer(word).value_or(0)))) return {};
    return wrong_value();
  };
  kind.apply = [](Applying& a, const Action& action) -> Result<void> {
    const std::string word = value_text(action.value);
    if (word != "current_groups") a.change.group = GroupId(text::to_integer(word).value_or(0));
    else if (const auto& groups = a.facts.current_groups(); !groups.empty()) a.change.group = GroupId(groups.front());
    return {};
  };
  return kind;
}

ActionKind tags(std::string field, void (*apply)(Change&, std::vector<std::string>)) {
  ActionKind kind{std::move(field), "ticket", kAllActions, "tags", {"current_tags", "updated_at"}};
  kind.apply = [apply](Applying& a, const Action& action) -> Result<void> {
    apply(a.change, value_list(Json(a.texts.fill(value_text(action.value)))));
    return {};
  };
  return kind;
}

ActionKind subject() {
  ActionKind kind{"subject", "ticket", kAllActions, "text", {"subject_includes_word", "description_includes_word", "updated_at"}};
  kind.check = [](db::Tx&, const Json& value) -> Result<void> {
    if (text::trim(value_text(value)).empty()) return wrong_value();
    return {};
  };
  kind.apply = [](Applying& a, const Action& action) -> Result<void> {
    std::string filled = a.texts.fill(value_text(action.value));
    if (!text::trim(filled).empty()) a.change.subject = std::move(filled);
    return {};
  };
  return kind;
}

ActionKind number(std::string field, std::optional<std::int64_t> Change::*member, Nullifies nullifies) {
  ActionKind kind{std::move(field), "ticket", kAllActions, "number", std::move(nullifies)};
  kind.check = [](db::Tx&, const Json& value) -> Result<void> {
    const std::string word = value_text(value);
    if (word.empty() || text::to_integer(word).value_or(-1) >= 0) return {};
    return wrong_value();
  };
  kind.apply = [member](Applying& a, const Action& action) -> Result<void> {
    a.change.*member = text::to_integer(value_text(action.value)).value_or(0);
    return {};
  };
  return kind;
}

// A number of days from now, or a date.
ActionKind due_date() {
  ActionKind kind{"due_date", "ticket", kAllActions, "date", {"due_date", "until_due_date", "updated_at"}};
  kind.check = [](db::Tx&, const Json& value) -> Result<void> {
    const std::string word = value_text(value);
    const auto days = text::to_integer(word);
    if (word.empty() || (days && *days >= 0 && *days <= 3'650) || (!days && parse_iso8601(word))) return {};
    return wrong_value();
  };
  kind.apply = [](Applying& a, const Action& action) -> Result<void> {
    const std::string word = value_text(action.value);
    const auto days = text::to_integer(word);
    a.change.due_at = days ? a.tx().now() + std::chrono::hours(24) * *days : parse_iso8601(word).value_or(Time{});
    return {};
  };
  return kind;
}

ActionKind person(std::string field, std::optional<std::vector<std::int64_t>> Change::*member, std::vector<std::int64_t> Ticket::*current) {
  ActionKind kind{std::move(field), "ticket", kAllActions, "user", {}};
  kind.check = [](db::Tx& tx, const Json& value) { return check_user(tx, value, false, false); };
  kind.apply = [member, current](Applying& a, const Action& action) -> Result<void> {
    const auto user = user_named(a, value_text(action.value));
    if (!user || !*user) return {};
    auto& list = a.change.*member;
    if (!list) list = a.ticket().*current;
    if (std::find(list->begin(), list->end(), user->value) == list->end()) list->push_back(user->value);
    return {};
  };
  return kind;
}

// ["channel:web", "words"] of some clients, or the words.
std::string words_of_value(const Json& value) {
  if (value.is_array() && !value.get_array().empty()) return value_text(value.get_array().back());
  return value_text(value);
}

std::vector<ActionKind> comment_kinds() {
  ActionKind plain{"comment_value", "comment", kAllActions, "text", {"assignee_updated_at", "updated_at"}};
  plain.apply = [](Applying& a, const Action& action) -> Result<void> {
    a.comment.text += (a.comment.text.empty() ? "" : "\n\n") + a.texts.fill(words_of_value(action.value));
    return {};
  };
  ActionKind html{"comment_value_html", "comment", kAllActions, "text", {"assignee_updated_at", "updated_at"}};
  html.apply = [](Applying& a, const Action& action) -> Result<void> {
    a.comment.html += a.texts.fill(words_of_value(action.value), Escape::html);
    return {};
  };
  ActionKind mode{"comment_mode_is_public", "comment", kAllActions, "list", {}};
  mode.choices = [](db::Tx&) { return std::vector<Choice>{{"true", "rules.value.comment.public"}, {"false", "rules.value.comment.private"}}; };
  mode.apply = [](Applying& a, const Action& action) -> Result<void> {
    a.comment.is_public = value_text(action.value) == "true";
    return {};
  };
  return {std::move(plain), std::move(html), std::move(mode)};
}

ActionKind own_field(const std::string& prefix) {
  ActionKind kind{prefix + "*", "ticket", kAllActions, "own", {"custom_fields_*", "ticket_fields_*", "current_tags", "updated_at"}};
  kind.apply = [prefix](Applying& a, const Action& action) -> Result<void> {
    const std::string id = action.field.substr(prefix.size());
    Json value = action.value;
    if (value.is_string()) value = Json(a.texts.fill(std::string_view(value.get_string())));
    for (const TicketField& field : ticket_fields(a.tx()))
      if (std::to_string(field.id.value) == id) TRY(check_field_value(field, value));
    a.change.custom_fields[id] = std::move(value);
    return {};
  };
  return kind;
}

}  // namespace

std::vector<ActionKind> built_in_action_kinds() {
  auto priorities = choices_of(kPriorities, "rules.value.priority.");
  priorities.push_back({"", "rules.value.none"});
  auto types = choices_of(kTypes, "rules.value.type.");
  types.push_back({"", "rules.value.none"});
  std::vector<ActionKind> out;
  out.push_back(choice("status", &Change::status, choices_of(kStatuses, "rules.value.status."), kOfStatus));
  out.push_back(choice("priority", &Change::priority, std::move(priorities), {"priority", "updated_at"}));
  out.push_back(choice("type", &Change::type, std::move(types), {"type", "updated_at"}));
  out.push_back(assignee());
  out.push_back(group());
  out.push_back(tags("set_tags", [](Change& c, std::vector<std::string> tags) { c.tags = std::move(tags); }));
  out.push_back(tags("current_tags", [](Change& c, std::vector<std::string> tags) { c.add_tags.insert(c.add_tags.end(), tags.begin(), tags.end()); }));
  out.push_back(tags("remove_tags", [](Change& c, std::vector<std::string> tags) { c.remove_tags.insert(c.remove_tags.end(), tags.begin(), tags.end()); }));
  out.push_back(subject());
  out.push_back(number("custom_status_id", &Change::custom_status_id, kOfStatus));
  out.push_back(number("ticket_form_id", &Change::ticket_form_id, {"ticket_form_id", "updated_at"}));
  out.push_back(number("brand_id", &Change::brand_id, {"brand_id", "updated_at"}));
  out.push_back(due_date());
  out.push_back(person("cc", &Change::email_ccs, &Ticket::email_cc_ids));
  out.push_back(person("follower", &Change::followers, &Ticket::follower_ids));
  for (ActionKind& kind : comment_kinds()) out.push_back(std::move(kind));
  out.push_back(suggest_split_action());
  out.push_back(own_field("custom_fields_"));
  out.push_back(own_field("ticket_fields_"));
  return out;
}

}  // namespace sahay::tickets
