#include "desk/sla/policy.h"

#include "desk/sla/clock.h"

namespace sahay::sla {

const Target* target_of(const Policy& policy, Metric metric, std::string_view priority) {
  if (priority.empty()) priority = "normal";
  for (const Target& target : policy.targets)
    if (target.metric == metric && target.priority == priority) return &target;
  return nullptr;
}

std::string write_policy(const Policy& policy) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("targets").begin_array();
  for (const Target& t : policy.targets)
    w.begin_object().field("metric", name_of(t.metric)).field("priority", t.priority).field("seconds", t.seconds).field("business", t.business_hours).end_object();
  w.end_array();
  w.key("pauses").begin_array();
  for (const PauseRule& rule : policy.pause_rules)
    w.begin_object().field("metric", rule.metric).field("status", rule.status).field("reason", rule.reason).field("pauses", rule.pauses).end_object();
  w.end_array();
  w.field("id", policy.id).field("title", policy.title).field("description", policy.description);
  w.field("warn_percent", policy.warn_percent).field("schedule_id", policy.schedule_id).end_object();
  return out;
}

Policy parse_policy(std::string_view stored) {
  Policy policy;
  const auto parsed = parse_json(stored);
  if (!parsed.ok() || !parsed->is_object()) return policy;
  const JsonObject& in = parsed->get_object();
  if (const JsonArray* targets = array_at(in, "targets"))
    for (const Json& each : *targets) {
      if (!each.is_object()) continue;
      const JsonObject& t = each.get_object();
      if (const auto metric = metric_named(string_at(t, "metric").value_or("")))
        policy.targets.push_back({*metric, string_at(t, "priority").value_or(""), integer_at(t, "seconds").value_or(0), bool_at(t, "business").value_or(false)});
    }
  if (const JsonArray* pauses = array_at(in, "pauses"))
    for (const Json& each : *pauses) {
      if (!each.is_object()) continue;
      const JsonObject& p = each.get_object();
      policy.pause_rules.push_back({string_at(p, "metric").value_or(""), string_at(p, "status").value_or(""), string_at(p, "reason").value_or(""), bool_at(p, "pauses").value_or(true)});
    }
  policy.id = integer_at(in, "id").value_or(0);
  policy.title = string_at(in, "title").value_or("");
  policy.description = string_at(in, "description").value_or("");
  policy.warn_percent = int(integer_at(in, "warn_percent").value_or(80));
  policy.schedule_id = integer_at(in, "schedule_id").value_or(0);
  return policy;
}

}  // namespace sahay::sla
