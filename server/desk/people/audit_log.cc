// The audit log: every administrative change with who, from where, what, before and after. Written in the transaction
// of the change, listed and filtered, never changed or deleted.
#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/people/role_sql.h"

namespace sahay::people {
namespace {

using api::Access;
using api::Context;

struct AuditLog {
  Id<struct AuditTag> id;
  std::int64_t actor_id = 0, acting_for = 0, source_id = 0;
  std::string actor_name, ip_address, via, action, source_type, source_label;
  RawJson before_value, after_value;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(AuditLog, (), (id, actor_id, acting_for, source_id, actor_name, ip_address, via, action, source_type, source_label, before_value, after_value, created_at))

// Values under such a key never reach the log. Words, since keys are ours and others' ("signing_secret", "api_token").
bool is_secret(std::string_view key) {
  const std::string lower = text::lower_ascii(key);
  for (const char* word : {"password", "secret", "token", "authentication", "credential", "private_key", "signature_key"})
    if (lower.find(word) != lower.npos) return true;
  return false;
}

void redact(Json& value, int depth) {
  if (depth > 16) return;
  if (value.is_array())
    for (Json& item : value.get_array()) redact(item, depth + 1);
  if (!value.is_object()) return;
  for (auto& [key, inner] : value.get_object()) {
    if (is_secret({key.data(), key.size()}) && !inner.is_null() && !inner.is_bool()) inner = "***";
    else redact(inner, depth + 1);
  }
}

JsonObject read_object(const std::string& document) {
  if (document.empty()) return {};
  auto parsed = parse_json(document);
  if (!parsed.ok() || !parsed->is_object()) return {};
  redact(*parsed, 0);
  return std::move(parsed->get_object());
}

std::string label_of(const JsonObject& object) {
  for (const char* key : {"name", "title", "subject", "identifier", "email", "key"})
    if (auto found = string_at(object, key); found && !found->empty()) return std::string(text::first(*found, 255));
  return "";
}

// Only what differs; what the server counts itself is no change.
void keep_differences(JsonObject& before, JsonObject& after) {
  for (const char* key : {"updated_at", "url"}) {
    before.erase(key);
    after.erase(key);
  }
  std::vector<std::string> same;
  for (const auto& [key, value] : after)
    if (const Json* old = before.if_contains(key); old && *old == value) same.emplace_back(key);
  for (const std::string& key : same) {
    before.erase(key);
    after.erase(key);
  }
}

// Agents edit customers all day: of people, only members of staff and changes of rights are administration.
bool administrative(const api::Change& change, const JsonObject& before, const JsonObject& after) {
  if (change.kind != "user") return true;
  const auto staff = [](const JsonObject& user) { return string_at(user, "role").value_or("end-user") != "end-user"; };
  if (staff(before) || staff(after)) return true;
  return change.action == "update" && bool_at(before, "suspended") != bool_at(after, "suspended");
}

void keep(Context& c, db::Tx& tx, const api::Change& change) {
  JsonObject before = read_object(change.before), after = read_object(change.after);
  if (!administrative(change, before, after)) return;
  std::string label = label_of(after);
  if (label.empty()) label = label_of(before);
  if (change.action == "update") {
    keep_differences(before, after);
    if (before.empty() && after.empty()) return;
  }
  tx.execute(sql::role::insert_audit, tx.new_id("audit_logs"), c.caller.id, c.caller.name, c.caller.acting_for,
             c.request ? c.request->remote_address : std::string(), c.caller.via, change.action, change.kind, change.id, label,
             to_string(Json(std::move(before))), to_string(Json(std::move(after))), tx.now());
}

Result<void> filter_log(Context& c, db::Tx&, api::Where& where) {
  for (const auto& [parameter, column] : {std::pair("source_type", "source_type"), {"ip_address", "ip_address"}, {"action", "action"}})
    if (const auto value = c.parameter(std::string("filter[") + parameter + "]")) where.add(std::string("t.") + column + " = ?", db::Value(*value));
  for (const auto& [parameter, column] : {std::pair("source_id", "source_id"), {"actor_id", "actor_id"}})
    if (const auto value = c.parameter(std::string("filter[") + parameter + "]"))
      where.add(std::string("t.") + column + " = ?", db::Value(text::to_integer(*value).value_or(-1)));
  const auto times = c.request ? c.request->parameters("filter[created_at][]") : std::vector<std::string>{};
  for (std::size_t i = 0; i < times.size() && i < 2; ++i) {
    const auto at = parse_iso8601(times[i]);
    if (!at) return invalid("filter[created_at]", "InvalidValue", "error.field.wrong_type", {{"type", "date-time"}});
    where.add(i == 0 ? "t.created_at >= ?" : "t.created_at <= ?", db::Value(at->micros));
  }
  return {};
}

std::string description_of(const AuditLog& log) {
  const JsonObject before = read_object(log.before_value.text), after = read_object(log.after_value.text);
  if (log.action != "update") return log.action + (log.source_label.empty() ? "" : " " + log.source_label);
  std::string out;
  for (const auto& [key, value] : after) {
    const Json* old = before.if_contains(key);
    out += (out.empty() ? "" : "; ") + std::string(key) + ": " + (old ? to_string(*old) : std::string("null")) + " → " + to_string(value);
  }
  return std::string(text::first(out, 2'000));
}

api::Resource<AuditLog> describe() {
  using namespace api;
  Resource<AuditLog> r;
  r.name = "audit_log";
  r.plural = "audit_logs";
  r.path = "/audit_logs";
  r.table = "audit_logs";
  r.see = r.change = Right(Access::admin, "audit.view");
  r.creates = r.updates = r.deletes = r.many = false;
  r.more_filters = filter_log;
  r.default_sort = {"t.id", true};
  r.sorts = {{"created_at", {"t.created_at", true}}, {"id", {"t.id", true}}};
  using L = AuditLog;
  r.fields = {
      computed<L>("id", "integer", [](JsonWriter& w, const L& l, const Context&) { w.value(l.id); }),
      computed<L>("actor_id", "integer", [](JsonWriter& w, const L& l, const Context&) { w.value(l.actor_id); }),
      text_field<L>("actor_name", &L::actor_name),
      computed<L>("acting_for", "integer", [](JsonWriter& w, const L& l, const Context&) { if (l.acting_for) w.value(l.acting_for); else w.null(); }),
      computed<L>("source_id", "integer", [](JsonWriter& w, const L& l, const Context&) { w.value(l.source_id); }),
      text_field<L>("source_type", &L::source_type),
      text_field<L>("source_label", &L::source_label),
      text_field<L>("action", &L::action),
      text_field<L>("action_label", &L::action),
      computed<L>("change_description", "string", [](JsonWriter& w, const L& l, const Context&) { w.value(description_of(l)); }),
      document<L>("before", &L::before_value),
      document<L>("after", &L::after_value),
      text_field<L>("ip_address", &L::ip_address),
      text_field<L>("via", &L::via),
      time_field<L>("created_at", &L::created_at)};
  return r;
}

}  // namespace

void add_audit_routes(api::Api& api) {
  api::keep_change = keep;
  add_resource(api, describe());
}

}  // namespace sahay::people
