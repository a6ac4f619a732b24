#include "base/text.h"
#include "desk/people/people.h"
#include "desk/promises/promises.h"
#include "desk/scheduled/scheduled_reply.h"
#include "desk/tickets/asked_change.h"
#include "desk/tickets/placeholders.h"

namespace sahay::scheduled {
namespace {

Result<void> make_promises(db::Tx& tx, const tickets::Actor& actor, const ScheduledReply& reply) {
  const Json list = TRY(parse_json(reply.promises.text));
  if (!list.is_array()) return {};
  for (const Json& one : list.get_array()) {
    promises::NewPromise wanted{.due_at = parse_iso8601(string_at(one.get_object(), "due_at").value_or("")).value_or(Time{})};
    wanted.kind = string_at(one.get_object(), "kind").value_or("answer");
    wanted.comment = reply.comment_id;
    TRY(promises::make(tx, actor, reply.ticket_id, std::move(wanted)));
  }
  return {};
}

// First the row, then the answer: whoever hears of the answer sees that it is not waiting any more.
Result<ScheduledReply> send_change(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply reply, const JsonObject& change) {
  const std::string kept = reply.change.text;
  reply.state = "sent";
  reply.reason.clear();
  reply.change.text = "{}";
  save(tx, reply);
  const tickets::Outcome done = TRY(tickets::change_as_asked(c, tx, ticket, change));
  reply.comment_id = done.comment_id;
  save(tx, reply);
  TRY(make_promises(tx, tickets::actor_of(c), reply));
  return reply;
}

Result<api::Context> as_its_writer(db::Tx& tx, const ScheduledReply& reply) {
  api::Context c;
  c.caller = TRY(people::caller_of(tx, reply.author_id));
  c.caller.via = reply.via;
  c.now = tx.now();
  c.site_url = tickets::site_address ? tickets::site_address() : "";
  c.base_url = c.site_url + "/api/v2";
  return c;
}

Result<void> send_when_due(db::Tx& tx, ReplyId id) {
  auto reply = find(tx, id);
  if (!reply || reply->state != "waiting" || reply->send_at > tx.now()) return {};
  if (std::string reason = obstacle(tx, *reply); !reason.empty()) {
    hold(tx, *std::move(reply), std::move(reason));
    return {};
  }
  const auto ticket = tickets::find(tx, reply->ticket_id);
  if (!ticket) return not_found();
  api::Context c = TRY(as_its_writer(tx, *reply));
  const Json change = TRY(parse_json(reply->change.text));
  TRY(send_change(c, tx, *ticket, *std::move(reply), change.get_object()));
  return {};
}

// The sentence of an error for people: that of the field which is wrong, if one is.
RawJson told(const Error& error) {
  const auto& args = error.fields.empty() ? error.args : error.fields.front().args;
  JsonObject arguments;
  for (const auto& [name, value] : args) arguments[name] = value;
  return {to_string(Json(JsonObject{{"key", error.fields.empty() ? error.key : error.fields.front().key}, {"arguments", std::move(arguments)}}))};
}

}  // namespace

Result<ScheduledReply> send(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply reply) {
  if (!reply.open()) return Error{ErrorCode::conflict, "scheduled.error.gone"};
  const Json change = TRY(parse_json(reply.change.text));
  JsonObject asked = change.get_object();
  asked["last_seen_event"] = integer_at(c.body, "last_seen_event").value_or(reply.seen_event_id);
  // A stale send is answered and not rolled back: it is found before anything is written.
  TRY(tickets::check_asked(c, tx, ticket, asked));
  reply.author_id = reply.decided_by = UserId(c.caller.id);
  return send_change(c, tx, ticket, std::move(reply), asked);
}

Result<void> ring(db::Store& store, const jobs::Job& job) {
  const ReplyId id(text::to_integer(job.key).value_or(0));
  const auto done = store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    return send_when_due(tx, id);
  });
  if (done.ok()) return {};
  // Nothing of it was written. What refuses it now would refuse it again: a person decides.
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    auto reply = find(tx, id);
    if (reply && reply->state == "waiting" && reply->send_at <= tx.now()) hold(tx, *std::move(reply), "refused", told(done.error()));
    return {};
  });
}

}  // namespace sahay::scheduled
