// Routes of a ticket's rest, and what the console reads of it.
#include "desk/snooze/snooze.h"
#include "platform/api/controller.h"
#include "platform/api/time_in.h"

namespace sahay::snooze {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write(JsonWriter& w, const std::optional<Snooze>& snooze) {
  if (!snooze) {
    w.null();
    return;
  }
  w.begin_object().field("ticket_id", snooze->id).field("until_at", snooze->until_at).field("by_id", snooze->by_id).field("created_at", snooze->created_at).end_object();
}

Reply reply(const std::optional<Snooze>& snooze) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("snooze");
  write(w, snooze);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<tickets::Ticket> ticket_of(Context& c, db::Tx& tx) { return tickets::ticket_resource().find(c, tx, c.id()); }

Result<Reply> put(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("snooze"));
  const Time until = TRY(api::needed_time_in(*in, "until_at"));
  return reply(TRY(rest(tx, tickets::actor_of(c), ticket.id, until)));
}

}  // namespace

void add_snooze_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/snooze", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return reply(resting(tx, TRY(ticket_of(c, tx)))); });
  api.write("PUT", "/tickets/{id}/snooze", Access::staff, put);
  api.write("DELETE", "/tickets/{id}/snooze", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(end(tx, tickets::actor_of(c), TRY(ticket_of(c, tx)).id));
    return Reply::no_content();
  });
}

void add_console_parts() {
  tickets::console_parts["snooze"] = [](Context&, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out{""};
    JsonWriter w(out.text);
    write(w, resting(tx, ticket));
    return out;
  };
}

}  // namespace sahay::snooze
