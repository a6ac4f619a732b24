// What rules did and what they would do: /tickets/{id}/rule_runs, /rule_runs, /triggers/preview, /automations/preview.
#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::automation {
namespace {

using api::Access;
using api::Context;
using api::Reply;

const api::Resource<RuleRun>& run_resource() {
  static const api::Resource<RuleRun> resource = [] {
    using T = RuleRun;
    api::Resource<T> r;
    r.name = "rule_run";
    r.plural = "rule_runs";
    r.path = "/rule_runs";
    r.table = "rule_runs";
    r.see = api::Right(Access::admin, "rules.manage");
    const auto number = [](const char* name, std::int64_t T::*member) { return api::number<T>(name, member).read_only(); };
    r.fields = {api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
                api::computed<T>("ticket_id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.ticket_id); }),
                api::text_field<T>("kind", &T::kind).read_only(), number("rule_id", &T::rule_id), api::text_field<T>("title", &T::title).read_only(),
                api::text_field<T>("outcome", &T::outcome).read_only(),
                api::computed<T>("reason", "string", [](JsonWriter& w, const T& o, const Context& c) {
                  if (o.reason.empty()) w.null();
                  else w.value(i18n::has(o.reason) ? i18n::text(c.caller.language, o.reason) : o.reason);
                }),
                api::document<T>("changes", &T::changes, "array").read_only(), api::document<T>("effects", &T::effects, "array").read_only(),
                number("cause_event_id", &T::cause_event_id), number("audit_id", &T::event_id),
                api::computed<T>("depth", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.depth); }),
                api::time_field<T>("created_at", &T::created_at).read_only()};
    r.filters = {{"kind", "t.kind", true}, {"rule_id", "t.rule_id", false}, {"ticket_id", "t.ticket_id", false}, {"outcome", "t.outcome", true}};
    r.default_sort = {"t.id", true};
    r.creates = r.updates = r.deletes = r.many = false;
    return r;
  }();
  return resource;
}

std::vector<std::int64_t> ids_in(const JsonObject& body) {
  std::vector<std::int64_t> out;
  if (const JsonArray* list = array_at(body, "ticket_ids"))
    for (const Json& item : *list)
      if (out.size() < 100) out.push_back(integer_at(JsonObject{{"id", item}}, "id").value_or(0));
  return out;
}

std::string preview_body(const Context& c, const Preview& preview) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("preview").begin_array();
  for (const Previewed& one : preview.would_change) {
    w.begin_object().field("ticket_id", one.ticket.id).field("subject", one.ticket.subject).field("outcome", one.run.outcome);
    w.field("changes", one.run.changes).field("effects", one.run.effects).key("reason");
    if (one.run.reason.empty()) w.null();
    else w.value(i18n::has(one.run.reason) ? i18n::text(c.caller.language, one.run.reason) : one.run.reason);
    w.end_object();
  }
  w.end_array().field("count", preview.would_change.size()).field("looked_at", preview.looked_at).end_object();
  return out;
}

// A rule that is not stored: {"trigger":{"conditions":...,"actions":...},"ticket_ids":[...]}.
api::PlainHandler preview_of(std::string name, tickets::Use use) {
  return [name = std::move(name), use](Context& c, db::Store& store) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped(name));
    Rule rule;
    rule.kind = name;
    TRY(store.read([&](db::Tx& tx) -> Result<void> {
      rule.conditions = TRY(tickets::read_conditions(tx, *in, use));
      if (in->contains("actions")) rule.actions = TRY(tickets::read_actions(tx, *in, use));
      return {};
    }));
    if (rule.conditions.empty()) return invalid("conditions", "BlankValue", "rules.error.no_conditions");
    return Reply::ok(preview_body(c, preview(store, rule, ids_in(c.body), c.caller)));
  };
}

template <class T>
api::PlainHandler preview_stored(std::string table) {
  return [table = std::move(table)](Context& c, db::Store& store) -> Result<Reply> {
    const auto found = store.read([&](db::Tx& tx) { return tx.one<T>("select * from " + table + " where id = $1", c.id()); });
    if (!found) return not_found();
    return Reply::ok(preview_body(c, preview(store, rule_of(*found), ids_in(c.body), c.caller)));
  };
}

}  // namespace

void add_run_routes(api::Api& api) {
  const api::Right manage(Access::admin, "rules.manage");
  api::add_resource(api, run_resource());
  api.read("GET", "/tickets/{id}/rule_runs", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
    api::Where where;
    where.add("t.ticket_id = ?", db::Value(ticket.id.value));
    return list_reply(run_resource(), c, tx, std::move(where), {"t.id"});
  });
  api.plain("POST", "/triggers/preview", manage, preview_of("trigger", tickets::kTriggers));
  api.plain("POST", "/triggers/{id}/preview", manage, preview_stored<Trigger>("triggers"));
  api.plain("POST", "/automations/preview", manage, preview_of("automation", tickets::kAutomations));
  api.plain("POST", "/automations/{id}/preview", manage, preview_stored<Automation>("automations"));
}

}  // namespace sahay::automation
