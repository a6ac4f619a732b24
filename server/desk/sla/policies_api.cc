// /slas/policies: which targets hold for which tickets, in order.
#include "desk/sla/clock_sql.h"
#include "desk/sla/clocks.h"
#include "desk/tickets/filter_definitions.h"
#include "platform/api/controller.h"

namespace sahay::sla {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::int64_t kLongest = 10LL * 366 * 86'400;

FieldError bad_target() { return {"policy_metrics", "InvalidValue", "error.field.bad_target", {}}; }

// One target as the wire says it ("target" in minutes, or "target_in_seconds"), in the form that is kept.
std::optional<JsonObject> read_target(const Json& in) {
  if (!in.is_object()) return std::nullopt;
  const JsonObject& t = in.get_object();
  const std::string metric = string_at(t, "metric").value_or(""), priority = string_at(t, "priority").value_or("");
  const auto minutes = integer_at(t, "target");
  // A client that read both and changed the minutes means the minutes.
  auto seconds = integer_at(t, "target_in_seconds");
  if (minutes && (!seconds || *seconds / 60 != *minutes)) seconds = *minutes > kLongest ? kLongest + 1 : *minutes * 60;
  if (!metric_named(metric) || tickets::priority_rank(priority) <= 0 || !seconds || *seconds <= 0 || *seconds > kLongest) return std::nullopt;
  return JsonObject{{"priority", priority}, {"metric", metric}, {"target", *seconds / 60}, {"target_in_seconds", *seconds}, {"business_hours", bool_at(t, "business_hours").value_or(false)}};
}

api::Problem read_targets(PolicyRow& policy, const Json& in) {
  JsonArray out;
  if (!in.is_array() || in.get_array().size() > 200) return bad_target();
  for (const Json& each : in.get_array()) {
    const auto target = read_target(each);
    if (!target) return bad_target();
    out.emplace_back(*target);
  }
  policy.policy_metrics.text = to_string(Json(std::move(out)));
  return {};
}

api::Problem read_pauses(PolicyRow& policy, const Json& in) {
  const FieldError wrong{"pause_rules", "InvalidValue", "error.field.not_allowed", {{"allowed", "[{metric, status: new, open, pending or hold, reason, pauses}]"}}};
  JsonArray out;
  if (!in.is_array() || in.get_array().size() > 100) return wrong;
  for (const Json& each : in.get_array()) {
    if (!each.is_object()) return wrong;
    const JsonObject& p = each.get_object();
    const std::string metric = string_at(p, "metric").value_or(""), status = string_at(p, "status").value_or("");
    const int rank = tickets::status_rank(status);
    if ((!metric.empty() && !metric_named(metric)) || rank < 0 || rank >= tickets::status_rank("solved")) return wrong;
    out.emplace_back(JsonObject{{"metric", metric}, {"status", status}, {"reason", string_at(p, "reason").value_or("")}, {"pauses", bool_at(p, "pauses").value_or(true)}});
  }
  policy.pause_rules.text = to_string(Json(std::move(out)));
  return {};
}

Result<void> check(Context&, db::Tx& tx, const PolicyRow* before, PolicyRow& now, const JsonObject& in) {
  if (in.contains("filter") || in.contains("conditions")) {
    const tickets::Conditions filter = TRY(tickets::read_conditions(tx, in, tickets::kPolicies));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    tickets::write_conditions(w, filter);
  }
  if (now.warn_percent < 0 || now.warn_percent > 99) return invalid("warn_percent", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-99"}});
  if (now.schedule_id && !tx.one<ScheduleRow>(sql::clock::find_schedule, now.schedule_id)) return invalid("schedule_id", "InvalidValue", "error.field.no_schedule");
  if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::clock::last_position).value_or(0) + 1;
  now.version_id = tx.new_id("sla_policy_versions");
  return {};
}

api::Field<PolicyRow> list_field(std::string name, RawJson PolicyRow::*member, api::Problem (*read)(PolicyRow&, const Json&)) {
  auto field = api::document<PolicyRow>(std::move(name), member, "array");
  field.read = read;
  return field;
}

api::Resource<PolicyRow> describe() {
  using namespace api;
  using P = PolicyRow;
  Resource<P> r;
  r.name = "sla_policy";
  r.plural = "sla_policies";
  r.path = "/slas/policies";
  r.table = "sla_policies";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "rules.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.position"};
  r.sorts = {{"position", {"t.position"}}, {"id", {"t.id"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  Field<P> filter = document<P>("filter", &P::filter);
  filter.read = [](P&, const Json& in) -> Problem { return in.is_object() ? Problem{} : wrong_type("filter", "object"); };
  Field<P> schedule = number<P>("schedule_id", &P::schedule_id);
  schedule.write = [](JsonWriter& w, const P& p, const Context&) { if (p.schedule_id) w.value(p.schedule_id); else w.null(); };
  r.fields = {
      computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
      text_field<P>("title", &P::title).required().max(255),
      text_field<P>("description", &P::description).max(2'000),
      number<P>("position", &P::position),
      std::move(filter),
      list_field("policy_metrics", &P::policy_metrics, read_targets),
      list_field("pause_rules", &P::pause_rules, read_pauses),
      number<P>("warn_percent", &P::warn_percent),
      std::move(schedule),
      time_field<P>("created_at", &P::created_at).read_only(),
      time_field<P>("updated_at", &P::updated_at).read_only()};
  r.check = check;
  r.stored = [](Context&, db::Tx& tx, const P*, const P& now, const JsonObject&) -> Result<void> {
    keep_version(tx, now);
    rules_changed(tx);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const P& policy) -> Result<void> {
    tx.execute("delete from sla_policies where id = $1", policy.id);
    rules_changed(tx);
    return {};
  };
  return r;
}

const api::Resource<PolicyRow>& resource() {
  static const auto descriptor = describe();
  return descriptor;
}

// {"sla_policy_ids":[3,1,2]}: the new order; those that are not named follow as they were.
Result<Reply> reorder(Context& c, db::Tx& tx) {
  const JsonArray* ids = array_at(c.body, "sla_policy_ids");
  if (!ids) return invalid("sla_policy_ids", "BlankValue", "error.field.blank");
  std::vector<std::int64_t> order;
  for (const Json& each : *ids) {
    const auto id = integer_at(JsonObject{{"v", each}}, "v");
    TRY(resource().find(c, tx, id.value_or(0)));
    order.push_back(*id);
  }
  for (const PolicyRow& row : tx.all<PolicyRow>(sql::clock::policies))
    if (std::find(order.begin(), order.end(), row.id.value) == order.end()) order.push_back(row.id.value);
  for (std::size_t i = 0; i < order.size(); ++i) tx.execute(sql::clock::set_position, order[i], std::int64_t(i + 1), tx.now());
  rules_changed(tx);
  return list_reply(resource(), c, tx, {}, {"t.position"});
}

}  // namespace

void add_policy_routes(api::Api& api) {
  api.read("GET", "/slas/policies/definitions", api::Right(Access::staff, api::kAnyStaff),
           [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(tickets::filter_definitions_body(c, tx, tickets::kPolicies)); });
  api.write("PUT", "/slas/policies/reorder", api::Right(Access::admin, "rules.manage"), reorder);
  api::add_resource(api, resource());
}

}  // namespace sahay::sla
