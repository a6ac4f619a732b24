// /planned_events, and what the site shows of them without signing in.
#include "desk/intake/intake_api.h"
#include "desk/intake/intake_sql.h"
#include "desk/intake/planned_event.h"
#include "platform/api/rule_switch.h"
#include "platform/db/nodes.h"

namespace sahay::intake {
namespace {

using api::Access;
using api::Context;
using api::Reply;

Result<void> check(Context& c, db::Tx& tx, const PlannedEvent* before, PlannedEvent& now, const JsonObject&) {
  if (!now.starts_at) return invalid("starts_at", "BlankValue", "error.field.blank");
  if (!now.ends_at) return invalid("ends_at", "BlankValue", "error.field.blank");
  if (now.ends_at <= now.starts_at) return invalid("ends_at", "InvalidValue", "clients.error.ends_before");
  if (now.ticket_id && !tickets::find(tx, now.ticket_id)) return invalid("ticket_id", "InvalidValue", "error.field.no_ticket");
  if (!before) now.created_by = UserId(c.caller.id);
  return {};
}

void read_anew(db::Tx& tx) {
  notices().load(tx);
  db::tell_nodes(tx, kNoticeTopic);
}

const api::Resource<PlannedEvent>& event_resource() {
  static const api::Resource<PlannedEvent> resource = [] {
    using namespace api;
    using E = PlannedEvent;
    Resource<E> r;
    r.name = "planned_event";
    r.plural = "planned_events";
    r.path = "/planned_events";
    r.table = "planned_events";
    r.see = Right(Access::staff, kAnyStaff);
    r.change = Right(Access::staff, "tickets.edit");
    r.audited = true;
    r.many = false;
    r.filters = {{"ticket_id", "t.ticket_id", false}};
    r.sorts = {{"id", {"t.id"}}, {"starts_at", {"t.starts_at"}}};
    r.fields = {
        computed<E>("id", "integer", [](JsonWriter& w, const E& x, const Context&) { w.value(x.id); }),
        reference<E>("ticket_id", &E::ticket_id),
        text_field<E>("title", &E::title).required().max(200),
        text_field<E>("body", &E::body).max(4000),
        document<E>("translations", &E::translations),
        time_field<E>("starts_at", &E::starts_at),
        time_field<E>("ends_at", &E::ends_at),
        time_field<E>("shown_from", &E::shown_from),
        flag<E>("public", &E::is_public),
        flag<E>("cancelled", &E::cancelled),
        reference<E>("created_by", &E::created_by).read_only(),
        time_field<E>("created_at", &E::created_at).read_only(),
        time_field<E>("updated_at", &E::updated_at).read_only()};
    r.check = check;
    r.stored = [](Context&, db::Tx& tx, const E*, const E&, const JsonObject&) -> Result<void> {
      read_anew(tx);
      return {};
    };
    r.remove = [](Context&, db::Tx& tx, const E& gone) -> Result<void> {
      tx.execute("delete from planned_events where id = $1", gone.id);
      read_anew(tx);
      return {};
    };
    return r;
  }();
  return resource;
}

Result<Reply> shown(Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("planned_events").begin_array();
  if (api::rule_in_force("A2"))
    for (const PlannedEvent& event : tx.all<PlannedEvent>(sql::intake::shown_events, tx.now())) {
      if (event.shown_from > tx.now()) continue;
      const EventWords words = words_of(event, c.caller.language);
      w.begin_object().field("title", words.title).field("body", words.body).field("starts_at", event.starts_at).field("ends_at", event.ends_at).end_object();
    }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_planned_event_routes(api::Api& api) {
  api.read("GET", "/planned_events/shown", Access::anonymous, shown);
  add_resource(api, event_resource());
}

}  // namespace sahay::intake
