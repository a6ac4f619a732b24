// /update_cadences: how often customers hear from us though nothing changed.
#include "desk/promises/promise_sql.h"
#include "desk/promises/promises_api.h"
#include "platform/events/events.h"

namespace sahay::promises {
namespace {

using api::Context;

Result<void> check(Context&, db::Tx& tx, const Cadence* before, Cadence& now, const JsonObject& in) {
  if (in.contains("filter") || in.contains("conditions")) {
    const tickets::Conditions filter = TRY(tickets::read_conditions(tx, in, tickets::kPolicies));
    now.filter.text.clear();
    JsonWriter w(now.filter.text);
    tickets::write_conditions(w, filter);
  }
  for (const auto& [name, seconds] : {std::pair("every_seconds", now.every_seconds), std::pair("analysis_every_seconds", now.analysis_every_seconds)})
    if (seconds < 600 || seconds > 30 * 86'400) return invalid(name, "InvalidValue", "error.field.not_allowed", {{"allowed", "600-2592000"}});
  if (now.attempts < 1 || now.attempts > 20) return invalid("attempts", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-20"}});
  if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::promise::last_cadence_position).value_or(0) + 1;
  return {};
}

// Whoever keeps the cadences reads them anew and takes up the open tickets.
void tell_changed(db::Tx& tx, const Context& c) {
  events::Event event;
  event.kind = "promise.rules_changed";
  event.actor_id = c.caller.id;
  event.via = "api";
  event.data.text = "{}";
  events::emit(tx, std::move(event));
}

api::Resource<Cadence> describe() {
  using namespace api;
  Resource<Cadence> r;
  r.name = "update_cadence";
  r.plural = "update_cadences";
  r.path = "/update_cadences";
  r.table = "update_cadences";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "rules.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.position"};
  r.sorts = {{"position", {"t.position"}}, {"id", {"t.id"}}};
  Field<Cadence> filter = document<Cadence>("filter", &Cadence::filter);
  filter.read = [](Cadence&, const Json& in) -> Problem { return in.is_object() ? Problem{} : wrong_type("filter", "object"); };
  r.fields = {
      computed<Cadence>("id", "integer", [](JsonWriter& w, const Cadence& x, const Context&) { w.value(x.id); }),
      text_field<Cadence>("title", &Cadence::title).required().max(255),
      number<Cadence>("position", &Cadence::position),
      flag<Cadence>("active", &Cadence::active),
      std::move(filter),
      number<Cadence>("every_seconds", &Cadence::every_seconds),
      number<Cadence>("analysis_every_seconds", &Cadence::analysis_every_seconds),
      flag<Cadence>("business_hours", &Cadence::business_hours),
      number<Cadence>("attempts", &Cadence::attempts),
      time_field<Cadence>("created_at", &Cadence::created_at).read_only(),
      time_field<Cadence>("updated_at", &Cadence::updated_at).read_only()};
  r.check = check;
  r.stored = [](Context& c, db::Tx& tx, const Cadence*, const Cadence&, const JsonObject&) -> Result<void> {
    tell_changed(tx, c);
    return {};
  };
  r.remove = [](Context& c, db::Tx& tx, const Cadence& cadence) -> Result<void> {
    tx.execute("delete from update_cadences where id = $1", cadence.id);
    tell_changed(tx, c);
    return {};
  };
  return r;
}

}  // namespace

const api::Resource<Cadence>& cadence_resource() {
  static const api::Resource<Cadence> resource = describe();
  return resource;
}

void add_cadence_routes(api::Api& api) { api::add_resource(api, cadence_resource()); }

}  // namespace sahay::promises
