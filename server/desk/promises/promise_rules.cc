// What rules know and do of promises: conditions "promise" (open, late, none) and "triage", the actions "promise" and "triage", and
// placeholders {{ticket.next_step}} and {{ticket.expected_answer}}.
#include <algorithm>

#include "base/text.h"
#include "desk/promises/eta.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/promises_api.h"
#include "desk/promises/triage.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "desk/tickets/action.h"

namespace sahay::promises {
namespace {

using tickets::Applying;
using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

std::vector<tickets::Choice> choices(std::string_view prefix, std::initializer_list<const char*> values) {
  std::vector<tickets::Choice> out;
  for (const char* value : values) out.push_back({value, std::string(prefix) + value});
  return out;
}

bool promise_is(Facts& facts, std::string_view wanted) {
  const auto still = owed(facts.tx(), facts.ticket().id);
  const bool late = std::any_of(still.begin(), still.end(), [&](const Promise& p) { return p.due_at < facts.now(); });
  if (wanted == "none") return still.empty();
  return wanted == "late" ? late : !still.empty();
}

tickets::ConditionField promise_condition() {
  tickets::ConditionField field{"promise", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) { return choices("promises.condition.", {"open", "late", "none"}); };
  field.holds = [](Facts& facts, const Condition& c) { return promise_is(facts, tickets::value_text(c.value)) == (c.op == "is"); };
  field.where = [](const Condition& c, const tickets::Asker& asker) -> std::optional<Fragment> {
    const std::string wanted = tickets::value_text(c.value);
    Fragment out{"t.id in (select p.ticket_id from promises p where p.settled_at is null)"};
    if (wanted == "late") out = {"t.id in (select p.ticket_id from promises p where p.settled_at is null and p.due_at < ?)", {asker.now.micros}};
    if ((wanted == "none") == (c.op == "is")) out.sql = "not (" + out.sql + ")";
    return out;
  };
  return field;
}

tickets::ConditionField triage_condition() {
  tickets::ConditionField field{"triage", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) { return choices("promises.triage.", {"instant", "analysis", "none"}); };
  const auto word = [](const Condition& c) {
    const std::string value = tickets::value_text(c.value);
    return value == "none" ? std::string() : value;
  };
  field.holds = [word](Facts& facts, const Condition& c) {
    const auto state = find_state(facts.tx(), facts.ticket().id);
    return ((state ? state->decision : "") == word(c)) == (c.op == "is");
  };
  field.where = [word](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select s.decision from contact_states s where s.id = t.id), '') ") + (c.op == "is" ? "=" : "<>") + " ?", {word(c)}};
  };
  return field;
}

// "4h", "2d", "30m", working hours with "wh": from when the rule acts.
std::optional<std::pair<Duration, bool>> parse_length(std::string_view value) {
  std::size_t digits = 0;
  while (digits < value.size() && value[digits] >= '0' && value[digits] <= '9') ++digits;
  const auto number = text::to_integer(value.substr(0, digits));
  const std::string_view unit = value.substr(digits);
  if (!number || *number < 1 || *number > 10'000) return std::nullopt;
  if (unit == "m") return std::pair<Duration, bool>{std::chrono::minutes(*number), false};
  if (unit == "h") return std::pair<Duration, bool>{std::chrono::hours(*number), false};
  if (unit == "d") return std::pair<Duration, bool>{std::chrono::hours(*number * 24), false};
  if (unit == "wh") return std::pair<Duration, bool>{std::chrono::hours(*number), true};
  return std::nullopt;
}

Time after(db::Tx& tx, const tickets::Ticket& ticket, const std::pair<Duration, bool>& length) {
  const auto calendar = length.second ? calendar_for(tx, ticket) : calendar::Calendar{};
  return calendar.empty() ? tx.now() + length.first : calendar.after(tx.now(), length.first).value_or(tx.now() + length.first);
}

// value: [kind, length], as ["call", "4wh"]
std::optional<std::pair<std::string, std::pair<Duration, bool>>> parse_promise(const Json& value) {
  if (!value.is_array() || value.get_array().size() != 2) return std::nullopt;
  const std::string kind = tickets::value_text(value.get_array()[0]);
  const auto length = parse_length(tickets::value_text(value.get_array()[1]));
  if (!is_kind(kind) || !length) return std::nullopt;
  return std::pair{kind, *length};
}

tickets::ActionKind promise_action() {
  tickets::ActionKind kind{"promise", "ticket", tickets::kAllActions, "pair"};
  kind.nullifies = {"promise"};
  kind.choices = [](db::Tx&) { return choices("promises.kind.", {"answer", "call", "fix", "visit", "document", "update"}); };
  kind.check = [](db::Tx&, const Json& value) -> Result<void> {
    if (!parse_promise(value)) return invalid("value", "InvalidValue", "rules.error.wrong_value");
    return {};
  };
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    const auto wanted = parse_promise(action.value);
    if (!wanted) return invalid("actions", "InvalidValue", "rules.error.wrong_value");
    const auto& [what, length] = *wanted;
    a.effects.push_back({"promise", {{"kind", what}, {"length", tickets::value_text(action.value.get_array()[1])}},
                         [actor = a.actor, what, length](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           NewPromise promise{.due_at = after(tx, ticket, length)};
                           promise.kind = what;
                           TRY(make(tx, actor, ticket.id, std::move(promise)));
                           return {};
                         }});
    return {};
  };
  return kind;
}

// value: [decision, length]: ["instant", "15m"] is the time of the answer, ["analysis", "1d"] that of the next word.
tickets::ActionKind triage_action() {
  tickets::ActionKind kind{"triage", "ticket", tickets::kAllActions, "pair", {"triage"}};
  kind.choices = [](db::Tx&) { return choices("promises.triage.", {"instant", "analysis"}); };
  const auto parse = [](const Json& value) -> std::optional<std::pair<std::string, std::pair<Duration, bool>>> {
    if (!value.is_array() || value.get_array().size() != 2) return std::nullopt;
    const std::string decision = tickets::value_text(value.get_array()[0]);
    const auto length = parse_length(tickets::value_text(value.get_array()[1]));
    if ((decision != "instant" && decision != "analysis") || !length) return std::nullopt;
    return std::pair{decision, *length};
  };
  kind.check = [parse](db::Tx&, const Json& value) -> Result<void> {
    if (!parse(value)) return invalid("value", "InvalidValue", "rules.error.wrong_value");
    return {};
  };
  kind.apply = [parse](Applying& a, const tickets::Action& action) -> Result<void> {
    const auto wanted = parse(action.value);
    if (!wanted) return invalid("actions", "InvalidValue", "rules.error.wrong_value");
    const auto& [what, length] = *wanted;
    a.effects.push_back({"triage", {{"decision", what}, {"length", tickets::value_text(action.value.get_array()[1])}},
                         [actor = a.actor, what, length](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t) -> Result<void> {
                           Decision decision{.decision = what};
                           if (what == "instant") decision.target_minutes = std::chrono::duration_cast<std::chrono::minutes>(length.first).count();
                           else decision.checkpoint_at = after(tx, ticket, length);
                           TRY(decide(tx, actor, ticket.id, std::move(decision)));
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

void add_promise_rules() {
  tickets::add_condition_field(promise_condition());
  tickets::add_condition_field(triage_condition());
  add_usual_time_rules();
  tickets::add_action_kind(promise_action());
  tickets::add_action_kind(triage_action());
  tickets::add_placeholder({.name = "ticket.next_step", .value = [](Facts& facts, std::string_view) {
                              return next_step(facts.tx(), facts.ticket(), language_of_customer(facts.tx(), facts.ticket())).words;
                            }});
  tickets::add_placeholder({.name = "ticket.expected_answer", .value = [](Facts& facts, std::string_view) {
                              const auto language = language_of_customer(facts.tx(), facts.ticket());
                              const NextStep next = next_step(facts.tx(), facts.ticket(), language);
                              const auto& customer = facts.requester();
                              return next.when ? when_words(language, next.when, facts.now(), zone_of(customer ? &*customer : nullptr)) : "";
                            }});
}

}  // namespace sahay::promises
