#include "base/text.h"
#include "desk/people/people.h"
#include "desk/scheduled/scheduled_reply.h"
#include "desk/scheduled/scheduled_reply_sql.h"
#include "desk/tickets/asked_change.h"
#include "desk/tickets/note_work.h"
#include "platform/text/html.h"

namespace sahay::scheduled {
namespace q = sql::scheduled_reply;
namespace {

std::string key_of(ReplyId id) { return std::to_string(id.value); }

Result<void> check_time(db::Tx& tx, Time at) {
  if (at <= tx.now()) return invalid("send_at", "InvalidValue", "scheduled.error.past");
  if (at > tx.now() + kLongest) return invalid("send_at", "InvalidValue", "scheduled.error.far");
  return {};
}

// A promise goes out with the answer, so its time comes after.
Result<RawJson> checked(const JsonArray& promises, Time send_at) {
  JsonArray out;
  for (const Json& one : promises) {
    const auto at = one.is_object() ? parse_iso8601(string_at(one.get_object(), "due_at").value_or("")) : std::nullopt;
    if (!at || *at <= send_at) return invalid("promises", "InvalidValue", "scheduled.error.promise");
    out.push_back(JsonObject{{"due_at", to_iso8601(*at)}, {"kind", string_at(one.get_object(), "kind").value_or("answer")}});
  }
  return RawJson{to_string(Json(std::move(out)))};
}

// What is kept of a change: for display its markup is clean, and there is nothing left to take back once its time has come.
Result<JsonObject> kept(const JsonObject& asked) {
  JsonObject out = asked;
  for (const char* key : {"last_seen_event", "last_seen_event_id", "safe_update", "updated_stamp", "id"}) out.erase(key);
  const JsonObject* comment = object_at(asked, "comment");
  if (!comment) return invalid("comment", "BlankValue", "error.field.blank_comment");
  if (!bool_at(*comment, "public").value_or(true)) return invalid("public", "InvalidValue", "scheduled.error.public");
  JsonObject words = *comment;
  const std::string html = string_at(words, "html_body").value_or(""), body = string_at(words, "body").value_or("");
  const JsonArray* uploads = array_at(words, "uploads");
  if (text::trim(text::html_to_text(html)).empty() && text::trim(body).empty() && (!uploads || uploads->empty())) return invalid("comment", "BlankValue", "error.field.blank_comment");
  if (html.size() > 1'048'576 || body.size() > 1'048'576) return invalid("comment", "TooLong", "error.field.too_long", {{"max", "1048576"}});
  if (!html.empty()) words["html_body"] = text::sanitise_html(text::repair_utf8(html)).html;
  words["public"] = true;
  words["undo_send_seconds"] = 0;
  out["comment"] = std::move(words);
  return out;
}

// Everything that holds for a new one holds for one with a new time or new words.
Result<void> take(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply& reply, const Wanted& wanted) {
  if (wanted.send_at) reply.send_at = *wanted.send_at;
  TRY(check_time(tx, reply.send_at));
  if (wanted.change) {
    const JsonObject change = TRY(kept(*wanted.change));
    reply.change.text = to_string(Json(change));
  }
  if (wanted.promises) reply.promises = TRY(checked(*wanted.promises, reply.send_at));
  else TRY(checked(parse_json(reply.promises.text)->get_array(), reply.send_at));
  JsonObject asked = parse_json(reply.change.text)->get_object();
  if (wanted.seen_event) asked["last_seen_event"] = *wanted.seen_event;
  TRY(tickets::check_asked(c, tx, ticket, asked));
  reply.via = c.caller.via;
  reply.state = "waiting";
  reply.reason.clear();
  reply.why.text = "{}";
  reply.seen_event_id = ticket.last_event_id;
  reply.was_solved = ticket.status == "solved";
  return {};
}

// The same words in every language, so that a history reads well for all: "2026-11-24 03:00 UTC".
std::string moment(Time at) {
  const std::string iso = to_iso8601(at);
  return iso.substr(0, 10) + " " + iso.substr(11, 5) + " UTC";
}

}  // namespace

void save(db::Tx& tx, ScheduledReply& r) {
  r.updated_at = tx.now();
  tx.execute(q::save, r.id, r.author_id, r.via, r.send_at, r.state, r.reason, r.why, r.change, r.promises, r.seen_event_id, r.was_solved, r.comment_id, r.decided_by, r.updated_at);
  if (r.state == "waiting") jobs::set(tx, kSend, key_of(r.id), r.send_at, key_of(r.id));
  else jobs::cancel(tx, kSend, key_of(r.id));
}

void note(db::Tx& tx, const tickets::Actor& actor, const ScheduledReply& reply, std::string_view what) {
  const auto who = people::find_user(tx, actor.id ? actor.id : reply.author_id);
  JsonObject entry{{"id", reply.id.value}, {"state", reply.state}, {"send_at", to_iso8601(reply.send_at)}};
  JsonObject arguments{{"name", who ? who->name : std::string()}, {"when", moment(reply.send_at)}};
  // A deleted ticket has no history to write in.
  (void)tickets::note_work(tx, actor, reply.ticket_id, "scheduled_reply", Json(), Json(std::move(entry)),
                           {{"key", "scheduled.why." + std::string(what)}, {"arguments", std::move(arguments)}});
}

std::optional<ScheduledReply> find(db::Tx& tx, ReplyId id) { return tx.one<ScheduledReply>(q::find, id); }

std::vector<ScheduledReply> open_of(db::Tx& tx, TicketId ticket) { return tx.all<ScheduledReply>(q::open_of_ticket, ticket); }

Result<ScheduledReply> schedule(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, Wanted wanted) {
  if (!wanted.send_at) return invalid("send_at", "BlankValue", "error.field.blank");
  if (!wanted.change) return invalid("ticket", "BlankValue", "error.field.blank");
  if (open_of(tx, ticket.id).size() >= kMostOfTicket) return Error{ErrorCode::conflict, "scheduled.error.many", {}, {}, {{"n", std::to_string(kMostOfTicket)}}};
  ScheduledReply reply;
  reply.id = ReplyId(tx.new_id("scheduled_replies"));
  reply.ticket_id = ticket.id;
  reply.author_id = UserId(c.caller.id);
  reply.created_at = reply.updated_at = tx.now();
  TRY(take(c, tx, ticket, reply, wanted));
  tx.execute(q::insert, reply.id, reply.ticket_id, reply.author_id, reply.via, reply.send_at, reply.state, reply.reason, reply.why, reply.change, reply.promises,
             reply.seen_event_id, reply.was_solved, reply.comment_id, reply.decided_by, reply.created_at);
  save(tx, reply);
  note(tx, tickets::actor_of(c), reply, "made");
  return reply;
}

Result<ScheduledReply> move(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply reply, Wanted wanted) {
  if (!reply.open()) return Error{ErrorCode::conflict, "scheduled.error.gone"};
  const bool was_held = reply.state == "held";
  TRY(take(c, tx, ticket, reply, wanted));
  reply.decided_by = UserId(c.caller.id);
  if (was_held || wanted.change) reply.author_id = reply.decided_by;
  save(tx, reply);
  note(tx, tickets::actor_of(c), reply, "moved");
  return reply;
}

Result<ScheduledReply> cancel(db::Tx& tx, const tickets::Actor& actor, ScheduledReply reply) {
  if (!reply.open()) return Error{ErrorCode::conflict, "scheduled.error.gone"};
  reply.state = "cancelled";
  reply.reason.clear();
  reply.decided_by = actor.id;
  reply.change.text = "{}";
  save(tx, reply);
  note(tx, actor, reply, "cancelled");
  return reply;
}

}  // namespace sahay::scheduled
