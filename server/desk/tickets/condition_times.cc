// The fields of time: whole hours since something happened to the ticket.
#include "base/text.h"
#include "desk/tickets/rule_fields.h"

namespace sahay::tickets {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
// A thousand years: later arithmetic stays within the numbers that a time has.
constexpr std::int64_t kMostHours = 8'766'000;

const std::vector<std::string> kHourOperators = {"is", "less_than", "greater_than", "is_business_hours", "less_than_business_hours", "greater_than_business_hours"};

std::optional<std::int64_t> hours_of(const Condition& c) {
  const auto hours = text::to_integer(value_text(c.value));
  return hours && *hours >= -kMostHours && *hours <= kMostHours ? hours : std::nullopt;
}

ConditionField hours(std::string name, std::string column, std::function<Time(Facts&)> since, std::string only_when = "") {
  ConditionField field{std::move(name), "time", kAutomations | kViews, kHourOperators, "hours"};
  field.check = [](db::Tx&, const Condition& c) -> Result<void> {
    if (hours_of(c)) return {};
    return invalid("value", "InvalidValue", "rules.error.wrong_value");
  };
  field.holds = [since = std::move(since), only_when](Facts& facts, const Condition& c) {
    if (!only_when.empty() && facts.ticket().status != only_when) return false;
    const Time from = since(facts);
    return from && hours_hold(facts, from, c).value_or(false);
  };
  field.where = [column = std::move(column), only_when](const Condition& c, const Asker& asker) -> std::optional<Fragment> {
    auto out = hours_where(column, c, asker);
    if (out && !only_when.empty()) {
      out->sql = "t.status_rank = ? and " + out->sql;
      out->values.insert(out->values.begin(), db::Value(std::int64_t(status_rank(only_when))));
    }
    return out;
  };
  return field;
}

std::string kept(const std::string& column) { return "coalesce((select m." + column + " from ticket_times m where m.ticket_id = t.id), t.created_at)"; }

}  // namespace

std::optional<bool> hours_hold(Facts& facts, Time from, const Condition& c) {
  const auto wanted = hours_of(c);
  if (!wanted) return std::nullopt;
  const bool working = c.op.ends_with("_business_hours");
  const std::int64_t passed = working && business_time && from <= facts.now() ? business_time(facts.tx(), facts.ticket(), from, facts.now()).count()
                                                                            : (facts.now() - from).count();
  const std::int64_t limit = *wanted * kHour;
  if (c.op.starts_with("is")) return passed >= limit && passed < limit + kHour;
  if (c.op.starts_with("less_than")) return passed < limit;
  if (c.op.starts_with("greater_than")) return passed > limit;
  return std::nullopt;
}

std::optional<Fragment> hours_where(std::string_view column, const Condition& c, const Asker& asker) {
  const auto wanted = hours_of(c);
  if (!wanted) return std::nullopt;
  const std::string name(column);
  const std::int64_t limit = asker.now.micros - *wanted * kHour;
  // Working hours never pass faster than the clock: at least as many hours of the clock have passed.
  if (c.op == "is_business_hours" || c.op == "greater_than_business_hours") return Fragment{name + " <= ?", {limit}};
  if (c.op == "less_than_business_hours") return Fragment{name + " is not null"};
  if (c.op == "is") return Fragment{"(" + name + " <= ? and " + name + " > ?)", {limit, limit - kHour}};
  if (c.op == "less_than") return Fragment{name + " > ?", {limit}};
  if (c.op == "greater_than") return Fragment{name + " < ?", {limit}};
  return std::nullopt;
}

std::vector<ConditionField> time_condition_fields() {
  std::vector<ConditionField> out;
  out.push_back(hours("NEW", "t.created_at", [](Facts& f) { return f.ticket().created_at; }));
  out.push_back(hours("created_at", "t.created_at", [](Facts& f) { return f.ticket().created_at; }));
  out.push_back(hours("updated_at", "t.updated_at", [](Facts& f) { return f.ticket().updated_at; }));
  for (const auto& [name, status] : {std::pair{"OPEN", "open"}, std::pair{"PENDING", "pending"}, std::pair{"HOLD", "hold"}, std::pair{"SOLVED", "solved"}, std::pair{"CLOSED", "closed"}})
    out.push_back(hours(name, kept("status_at"), [](Facts& f) { return f.times().status_at; }, status));
  out.push_back(hours("status_updated_at", kept("status_at"), [](Facts& f) { return f.times().status_at; }));
  out.push_back(hours("assigned_at", kept("assigned_at"), [](Facts& f) { return f.ticket().assignee_id ? f.times().assigned_at : Time{}; }));
  out.push_back(hours("requester_updated_at", kept("requester_at"), [](Facts& f) { return f.times().requester_at; }));
  out.push_back(hours("assignee_updated_at", kept("assignee_at"), [](Facts& f) { return f.times().assignee_at; }));
  out.push_back(hours("due_date", "t.due_at", [](Facts& f) { return f.ticket().due_at; }));
  // Hours until the due date: the same with the sign turned.
  ConditionField until = hours("until_due_date", "t.due_at", [](Facts& f) { return f.ticket().due_at; });
  const auto turned = [](Condition c) {
    if (const auto wanted = hours_of(c)) c.value = std::to_string(-*wanted);
    if (c.op == "less_than") c.op = "greater_than";
    else if (c.op == "greater_than") c.op = "less_than";
    return c;
  };
  until.operators = {"is", "less_than", "greater_than"};
  until.holds = [inner = until.holds, turned](Facts& f, const Condition& c) { return inner(f, turned(c)); };
  until.where = [inner = until.where, turned](const Condition& c, const Asker& a) { return inner(turned(c), a); };
  out.push_back(std::move(until));
  // Of what has never been assigned nothing has passed.
  for (ConditionField& field : out)
    if (field.name == "assigned_at")
      field.where = [inner = field.where](const Condition& c, const Asker& a) -> std::optional<Fragment> {
        auto fragment = inner(c, a);
        if (fragment) fragment->sql = "t.assignee_id is not null and " + fragment->sql;
        return fragment;
      };
  return out;
}

}  // namespace sahay::tickets
