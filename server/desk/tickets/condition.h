// Condition: one test of a ticket, {"field","operator","value"}. THE list of condition fields, for triggers,
// automations, views and SLA policies; siblings add theirs with add_condition_field() before the server starts.
// Rule of use: read_conditions() checks what a client sends; holds() asks about one loaded ticket; add_conditions()
// asks the database for many.
// Threading: the list is filled once at start, everything else inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/tickets/facts.h"
#include "platform/api/list_query.h"

namespace sahay::tickets {

struct Condition {
  std::string field, op;
  Json value;
};
struct Conditions {
  std::vector<Condition> all, any;
  bool empty() const { return all.empty() && any.empty(); }
};

// Where a field may stand; bits.
enum Use : unsigned { kTriggers = 1, kAutomations = 2, kViews = 4, kPolicies = 8, kMacros = 16, kBulk = 32 };
inline constexpr unsigned kAllConditions = kTriggers | kAutomations | kViews | kPolicies;
inline constexpr unsigned kAllActions = kTriggers | kAutomations | kMacros | kBulk;

struct Choice {
  std::string value, title;
};

// A condition as SQL over rows "tickets t", one "?" for each value.
struct Fragment {
  std::string sql;
  std::vector<db::Value> values{};
};
// For whom the database is asked ("current_user", "current_groups"), and when.
struct Asker {
  UserId user{};
  std::vector<std::int64_t> groups{};
  Time now{};
};

struct ConditionField {
  std::string name;   // "status"; a name that ends in "*" stands for all fields with that beginning
  std::string group;  // heading in lists: ticket, requester, organization, time, update
  unsigned uses = kAllConditions;
  std::vector<std::string> operators;
  std::string type = "text";  // of values: list, text, tags, user, group, organization, number, hours, date, none
  std::function<std::vector<Choice>(db::Tx&)> choices{};  // of a list; a value beside them is refused
  std::function<Result<void>(db::Tx&, const Condition&)> check{};  // beyond operator and choices
  std::function<bool(Facts&, const Condition&)> holds{};
  // Nothing: the database cannot tell; then the field is only for triggers, or (automations) is asked ticket by ticket.
  std::function<std::optional<Fragment>(const Condition&, const Asker&)> where{};
};

void add_condition_field(ConditionField field);
const std::vector<ConditionField>& condition_fields();
const ConditionField* find_condition_field(std::string_view name);

// {"all":[...],"any":[...]}, the same under "conditions" or "filter", or lists beside the other keys. Errors: invalid,
// each wrong condition under "conditions" with its field and reason.
Result<Conditions> read_conditions(db::Tx& tx, const JsonObject& in, Use use);
Conditions parse_conditions(std::string_view stored);  // what write_conditions wrote
void write_conditions(JsonWriter& writer, const Conditions& conditions);

// Every one of `all`, and one of `any` unless that is empty.
bool holds(Facts& facts, const Condition& condition);
bool holds(Facts& facts, const Conditions& conditions);
// Adds the conditions to a list over "tickets t". Answers false when some of them could not be said in SQL: then the
// rows are too many, and each must be asked with holds().
bool add_conditions(api::Where& where, const Conditions& conditions, const Asker& asker);

// --- for those who make fields ---

std::string value_text(const Json& value);  // "" for null; numbers and booleans as people write them
std::vector<std::string> value_list(const Json& value);  // a list, or the words of one text
// changed, changed_to (value), changed_from (value_previous) and their not_ forms, for the field of an event.
inline const std::vector<std::string> kChangeOperators = {"changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous", "changed_to", "changed_from", "not_changed_to", "not_changed_from"};
std::optional<bool> change_holds(Facts& facts, std::string_view event_field, const Condition& condition);
// is, less_than, greater_than (and ..._business_hours) of whole hours since `from`; what lies ahead has negative hours.
std::optional<bool> hours_hold(Facts& facts, Time from, const Condition& condition);
// The same as SQL over a column or expression of micros. Business hours are only bounded (see add_conditions).
std::optional<Fragment> hours_where(std::string_view column, const Condition& condition, const Asker& asker);
// Working time of the ticket's schedule between two points. Set by app/wiring.cc from the floor of clocks; empty: every
// hour counts.
extern std::function<Duration(db::Tx&, const Ticket&, Time from, Time to)> business_time;

}  // namespace sahay::tickets
