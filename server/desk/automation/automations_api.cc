// Routes of /automations.
#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"

namespace sahay::automation {
namespace {

using api::Access;
using api::Context;
using api::Reply;

bool same_field(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

// It would act on the same ticket every hour for ever unless an action makes one of `all` untrue, or one of them holds
// for a single hour only.
bool ends(const tickets::Conditions& conditions, const std::vector<tickets::Action>& actions) {
  for (const tickets::Condition& condition : conditions.all) {
    const tickets::ConditionField* field = tickets::find_condition_field(condition.field);
    if (field && field->group == "time" && (condition.op == "is" || condition.op == "is_business_hours")) return true;
    for (const tickets::Action& action : actions)
      if (const tickets::ActionKind* kind = tickets::find_action_kind(action.field))
        for (const std::string& name : kind->nullifies)
          if (same_field(name, condition.field) && (!name.ends_with('*') || action.field == condition.field)) return true;
  }
  return false;
}

const api::Resource<Automation>& automation_resource() {
  static const api::Resource<Automation> resource = [] {
    using T = Automation;
    api::Resource<T> r;
    r.name = "automation";
    r.plural = "automations";
    r.path = "/automations";
    r.table = "automations";
    r.change = api::Right(Access::admin, "rules.manage");
    r.fields = {api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
                api::text_field<T>("title", &T::title).required().max(255),
                title_copy<T>(),
                api::flag<T>("active", &T::active),
                api::constant<T>("default", "boolean", false),
                api::number<T>("position", &T::position),
                stored<T>("conditions", "object", &T::conditions),
                stored<T>("actions", "array", &T::actions),
                api::time_field<T>("created_at", &T::created_at).read_only(),
                api::time_field<T>("updated_at", &T::updated_at).read_only()};
    describe_rule(r);
    r.check = [](Context&, db::Tx& tx, const T* before, T& now, const JsonObject& in) -> Result<void> {
      if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::rule::last_automation_place).value_or(0) + 1;
      TRY(take_conditions(tx, before, now, in, tickets::kAutomations));
      TRY(take_actions(tx, before, now, in, tickets::kAutomations));
      const auto conditions = tickets::parse_conditions(now.conditions.text);
      if (conditions.all.empty()) return invalid("conditions", "BlankValue", "rules.error.no_conditions");
      if (!ends(conditions, tickets::parse_actions(now.actions.text))) return invalid("actions", "InvalidValue", "rules.error.never_ends");
      return {};
    };
    return r;
  }();
  return resource;
}

}  // namespace

void add_automation_routes(api::Api& api) {
  add_rule_routes(api, automation_resource(), sql::rule::place_automation);
  api.read("GET", "/automations/definitions", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(definitions_body(c, tx, tickets::kAutomations, true, true));
  });
  api.write("POST", "/automations/{id}/run", api::Right(Access::admin, "rules.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Automation automation = TRY(automation_resource().find(c, tx, c.id()));
    run_soon(tx, automation.id.value);
    std::string out;
    JsonWriter(out).begin_object().key("automation_run").begin_object().field("automation_id", automation.id).field("status", "queued").end_object().end_object();
    return Reply{202, std::move(out)};
  });
}

}  // namespace sahay::automation
