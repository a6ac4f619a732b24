#include "desk/promises/active_time.h"

#include <algorithm>

#include "base/text.h"
#include "desk/promises/promise_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

using api::Access;
using api::Context;
using api::Reply;

// The console tells twice a minute; more at once is no measurement.
constexpr std::int64_t kMostAtOnce = 300, kMostOfDay = 86'400;

void write_times(JsonWriter& w, db::Tx& tx, TicketId ticket) {
  const auto rows = active_times(tx, ticket);
  std::int64_t total = 0;
  w.begin_object().key("people").begin_array();
  for (std::size_t i = 0; i < rows.size();) {
    std::int64_t of_person = 0;
    const UserId user = rows[i].user_id;
    JsonObject kinds;
    for (; i < rows.size() && rows[i].user_id == user; ++i) {
      of_person += rows[i].seconds;
      const auto* known = kinds.if_contains(rows[i].kind);
      kinds[rows[i].kind] = (known ? known->get_int64() : 0) + rows[i].seconds;
    }
    total += of_person;
    w.begin_object().field("user_id", user).field("seconds", std::max<std::int64_t>(0, of_person)).field("kinds", Json(std::move(kinds))).end_object();
  }
  w.end_array().field("seconds", std::max<std::int64_t>(0, total)).end_object();
}

Reply times_reply(db::Tx& tx, TicketId ticket) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("active_time");
  write_times(w, tx, ticket);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> add(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("active_time"));
  const std::string kind = string_at(*in, "kind").value_or("focus");
  const auto seconds = integer_at(*in, "seconds");
  if (kind != "focus" && kind != "typing") return invalid("kind", "InvalidValue", "error.field.not_allowed", {{"allowed", "focus, typing"}});
  if (!seconds || *seconds < 1 || *seconds > kMostAtOnce) return invalid("seconds", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-300"}});
  add_active_time(tx, ticket.id, UserId(c.caller.id), kind, *seconds);
  return times_reply(tx, ticket.id);
}

// {"seconds": what it really was, "note": why}: of the caller's own time on this ticket.
Result<Reply> correct(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("active_time"));
  const auto seconds = integer_at(*in, "seconds");
  if (!seconds || *seconds < 0 || *seconds > 30 * kMostOfDay) return invalid("seconds", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-2592000"}});
  std::int64_t known = 0;
  for (const ActiveTime& row : active_times(tx, ticket.id))
    if (row.user_id.value == c.caller.id) known += row.seconds;
  if (*seconds != known) add_active_time(tx, ticket.id, UserId(c.caller.id), "correction", *seconds - known, text::first(string_at(*in, "note").value_or(""), 200));
  return times_reply(tx, ticket.id);
}

}  // namespace

void add_active_time(db::Tx& tx, TicketId ticket, UserId user, std::string_view kind, std::int64_t seconds, std::string_view note) {
  tx.execute(q::active_add, ticket, user, tx.now().seconds() / 86'400, kind, seconds, note, tx.now());
}

std::vector<ActiveTime> active_times(db::Tx& tx, TicketId ticket) { return tx.all<ActiveTime>(q::active_of_ticket, ticket); }

void add_active_time_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/active_time", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return times_reply(tx, TRY(tickets::ticket_resource().find(c, tx, c.id())).id);
  });
  api.write("POST", "/tickets/{id}/active_time", api::Right(Access::staff, api::kAnyStaff), add);
  api.write("PUT", "/tickets/{id}/active_time", api::Right(Access::staff, api::kAnyStaff), correct);
}

}  // namespace sahay::promises
