// /slas/policies: which targets hold for which tickets, in order; /group_slas/policies: how long a group may have one.
#include "base/i18n.h"
#include "desk/people/people.h"
#include "desk/sla/clock_sql.h"
#include "desk/sla/clocks.h"
#include "desk/sla/foresee.h"
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

Result<void> check_common(db::Tx& tx, const PolicyRow* before, PolicyRow& now, const JsonObject& in) {
  if (now.warn_percent < 0 || now.warn_percent > 99) return invalid("warn_percent", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-99"}});
  if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::clock::last_position, now.kind).value_or(0) + 1;
  now.version_id = tx.new_id("sla_policy_versions");
  return {};
}

Result<void> check(Context&, db::Tx& tx, const PolicyRow* before, PolicyRow& now, const JsonObject& in) {
  if (in.contains("filter") || in.contains("conditions")) {
    const tickets::Conditions filter = TRY(tickets::read_conditions(tx, in, tickets::kPolicies));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    tickets::write_conditions(w, filter);
  }
  if (now.schedule_id && !tx.one<ScheduleRow>(sql::clock::find_schedule, now.schedule_id)) return invalid("schedule_id", "InvalidValue", "error.field.no_schedule");
  return check_common(tx, before, now, in);
}

// {"all":[{"field":"group_id","operator":"includes","value":[3,4]}]}; no condition: every group.
Result<std::vector<std::int64_t>> read_groups(db::Tx& tx, const JsonObject& filter) {
  const FieldError wrong{"filter", "InvalidValue", "error.field.not_allowed", {{"allowed", R"({"all":[{"field":"group_id","operator":"includes","value":[id]}]})"}}};
  const Error refused{ErrorCode::invalid, "error.invalid", {}, {wrong}};
  std::vector<std::int64_t> out;
  const JsonArray* any = array_at(filter, "any");
  const JsonArray* all = array_at(filter, "all");
  if (any && !any->empty()) return refused;
  if (!all) return out;
  if (all->size() > 1) return refused;
  for (const Json& each : *all) {
    if (!each.is_object()) return refused;
    const JsonObject& condition = each.get_object();
    const JsonArray* named = array_at(condition, "value");
    if (string_at(condition, "field").value_or("") != "group_id" || string_at(condition, "operator").value_or("includes") != "includes" || !named || named->empty() || named->size() > 500) return refused;
    for (const Json& value : *named) {
      const auto id = integer_at(JsonObject{{"v", value}}, "v");
      if (!id || !people::find_group(tx, GroupId(*id))) return invalid("filter", "InvalidValue", "error.field.no_group");
      if (std::find(out.begin(), out.end(), *id) == out.end()) out.push_back(*id);
    }
  }
  return out;
}

Result<void> check_group_policy(Context&, db::Tx& tx, const PolicyRow* before, PolicyRow& now, const JsonObject& in) {
  now.kind = kOfGroups;
  if (const JsonObject* filter = object_at(in, "filter")) {
    const std::vector<std::int64_t> groups = TRY(read_groups(tx, *filter));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    w.begin_object().key("all").begin_array();
    if (!groups.empty()) w.begin_object().field("field", "group_id").field("operator", "includes").field("value", groups).end_object();
    w.end_array().key("any").begin_array().end_array().end_object();
  }
  const auto targets = parse_json(now.policy_metrics.text);
  for (const Json& target : targets.value().get_array())
    if (string_at(target.get_object(), "metric").value_or("") != name_of(Metric::group_ownership))
      return invalid("policy_metrics", "InvalidValue", "error.field.not_allowed", {{"allowed", std::string(name_of(Metric::group_ownership))}});
  return check_common(tx, before, now, in);
}

api::Field<PolicyRow> list_field(std::string name, RawJson PolicyRow::*member, api::Problem (*read)(PolicyRow&, const Json&)) {
  auto field = api::document<PolicyRow>(std::move(name), member, "array");
  field.read = read;
  return field;
}

// What both kinds of policies have in common.
api::Resource<PolicyRow> describe(std::string_view kind, std::string name, std::string plural, std::string path) {
  using namespace api;
  using P = PolicyRow;
  Resource<P> r;
  r.name = std::move(name);
  r.plural = std::move(plural);
  r.path = std::move(path);
  r.table = "sla_policies";
  r.base.add("t.kind = ?", db::Value(std::string(kind)));
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "rules.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.position"};
  r.sorts = {{"position", {"t.position"}}, {"id", {"t.id"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  Field<P> filter = document<P>("filter", &P::filter);
  filter.read = [](P&, const Json& in) -> Problem { return in.is_object() ? Problem{} : wrong_type("filter", "object"); };
  r.fields = {
      computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
      text_field<P>("title", &P::title).required().max(255),
      text_field<P>("description", &P::description).max(2'000),
      number<P>("position", &P::position),
      std::move(filter),
      list_field("policy_metrics", &P::policy_metrics, read_targets),
      number<P>("warn_percent", &P::warn_percent),
      time_field<P>("created_at", &P::created_at).read_only(),
      time_field<P>("updated_at", &P::updated_at).read_only()};
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
  static const auto descriptor = [] {
    auto r = describe(kOfTickets, "sla_policy", "sla_policies", "/slas/policies");
    auto schedule = api::number<PolicyRow>("schedule_id", &PolicyRow::schedule_id);
    schedule.write = [](JsonWriter& w, const PolicyRow& p, const Context&) { if (p.schedule_id) w.value(p.schedule_id); else w.null(); };
    const auto behind_targets = std::find_if(r.fields.begin(), r.fields.end(), [](const auto& field) { return field.name == "warn_percent"; });
    r.fields.insert(behind_targets, list_field("pause_rules", &PolicyRow::pause_rules, read_pauses));
    const auto times = std::find_if(r.fields.begin(), r.fields.end(), [](const auto& field) { return field.name == "created_at"; });
    r.fields.insert(times, std::move(schedule));
    r.check = check;
    return r;
  }();
  return descriptor;
}

const api::Resource<PolicyRow>& group_resource() {
  static const auto descriptor = [] {
    auto r = describe(kOfGroups, "group_sla_policy", "group_sla_policies", "/group_slas/policies");
    r.check = check_group_policy;
    return r;
  }();
  return descriptor;
}

// {"sla_policy_ids":[3,1,2]}: the new order; those that are not named follow as they were.
Result<Reply> reorder(Context& c, db::Tx& tx, const api::Resource<PolicyRow>& policies, std::string_view kind) {
  const std::string key = policies.name + "_ids";
  const JsonArray* ids = array_at(c.body, key);
  if (!ids) return invalid(key, "BlankValue", "error.field.blank");
  std::vector<std::int64_t> order;
  for (const Json& each : *ids) {
    const auto id = integer_at(JsonObject{{"v", each}}, "v");
    TRY(policies.find(c, tx, id.value_or(0)));
    order.push_back(*id);
  }
  for (const PolicyRow& row : tx.all<PolicyRow>(sql::clock::policies, kind))
    if (std::find(order.begin(), order.end(), row.id.value) == order.end()) order.push_back(row.id.value);
  for (std::size_t i = 0; i < order.size(); ++i) tx.execute(sql::clock::set_position, order[i], std::int64_t(i + 1), tx.now());
  rules_changed(tx);
  return list_reply(policies, c, tx, {}, {"t.position"});
}

// In the words of the field's clients, as filter_definitions_body writes those of tickets.
std::string group_definitions_body(const Context& c, db::Tx& tx) {
  const auto word = [&](const char* key) { return i18n::text(c.caller.language, key); };
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("definitions").begin_object().key("all").begin_array();
  w.begin_object().field("title", word("rules.field.group_id")).field("value", "group_id").key("target").null().field("group", word("rules.group.ticket"));
  w.key("operators").begin_array().begin_object().field("title", word("rules.operator.includes")).field("value", "includes").end_object().end_array();
  w.key("values").begin_object().field("type", "list").key("list").begin_array();
  for (const auto& group : people::groups(tx)) w.begin_object().field("title", group.name).field("value", std::to_string(group.id.value)).end_object();
  w.end_array().end_object().end_object().end_array().key("any").begin_array().end_array().end_object().end_object();
  return out;
}

}  // namespace

Result<std::int64_t> take_policy(Context& c, db::Tx& tx, std::int64_t id, const JsonObject& typed) {
  const PolicyRow row = TRY(id ? resource().update(c, tx, id, typed) : resource().create(c, tx, typed));
  return row.id.value;
}

void add_policy_routes(api::Api& api) {
  api.read("GET", "/slas/policies/definitions", api::Right(Access::staff, api::kAnyStaff),
           [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(tickets::filter_definitions_body(c, tx, tickets::kPolicies)); });
  api.read("GET", "/group_slas/policies/definitions", api::Right(Access::staff, api::kAnyStaff),
           [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(group_definitions_body(c, tx)); });
  const api::Right change(Access::admin, "rules.manage");
  api.write("PUT", "/slas/policies/reorder", change, [](Context& c, db::Tx& tx) { return reorder(c, tx, resource(), kOfTickets); });
  api.write("PUT", "/group_slas/policies/reorder", change, [](Context& c, db::Tx& tx) { return reorder(c, tx, group_resource(), kOfGroups); });
  api::add_resource(api, resource());
  api::add_resource(api, group_resource());
}

}  // namespace sahay::sla
