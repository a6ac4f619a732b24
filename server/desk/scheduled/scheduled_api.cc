// Routes of answers that go out at their time, and what the console reads of a ticket's.
#include "base/text.h"
#include "desk/people/people.h"
#include "desk/promises/promises.h"
#include "desk/scheduled/scheduled_reply.h"
#include "desk/scheduled/scheduled_reply_sql.h"
#include "desk/scheduled/send_times.h"
#include "desk/tickets/asked_change.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/why.h"
#include "platform/api/controller.h"
#include "platform/calendar/when_words.h"
#include "platform/text/html.h"

namespace sahay::scheduled {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::string words_of_reason(const ScheduledReply& reply, i18n::Language language) {
  if (reply.state != "held") return "";
  const auto why = parse_json(reply.why.text);
  const std::string refusal = why.ok() && why->is_object() && string_at(why->get_object(), "key") ? tickets::words_of_reason(why->get_object(), language) : "";
  return i18n::text(language, "scheduled.reason." + reply.reason, {{"refusal", refusal}});
}

void write_words(JsonWriter& w, const Context& c, db::Tx& tx, const JsonObject& change) {
  const JsonObject* comment = object_at(change, "comment");
  const std::string body = comment ? string_at(*comment, "body").value_or("") : "";
  std::string html = comment ? string_at(*comment, "html_body").value_or("") : "";
  if (html.empty()) html = text::text_to_html(body);
  w.field("html_body", html).field("plain_body", text::html_to_text(html));
  std::vector<std::string> tokens;
  const JsonArray* uploads = comment ? array_at(*comment, "uploads") : nullptr;
  if (uploads)
    for (const Json& token : *uploads)
      if (token.is_string()) tokens.emplace_back(std::string_view(token.get_string()));
  w.field("uploads", tokens).key("attachments").begin_array();
  for (const std::string& token : tokens)
    for (const auto& file : tickets::attachments_of_upload(tx, token)) tickets::write_attachment_json(w, c, file);
  w.end_array();
}

void write(JsonWriter& w, const Context& c, db::Tx& tx, const ScheduledReply& r) {
  const auto change = parse_json(r.change.text);
  const JsonObject fields = change.ok() && change->is_object() ? change->get_object() : JsonObject{};
  w.begin_object().field("id", r.id).field("ticket_id", r.ticket_id).field("author_id", r.author_id).field("send_at", r.send_at).field("state", r.state);
  w.key("reason");
  if (r.reason.empty()) w.null(); else w.value(r.reason);
  w.field("reason_words", words_of_reason(r, c.caller.language));
  write_words(w, c, tx, fields);
  JsonObject rest = fields;
  rest.erase("comment");
  w.field("changes", rest).field("promises", r.promises).field("seen_event_id", r.seen_event_id);
  w.field("comment_id", r.comment_id).field("decided_by", r.decided_by).field("created_at", r.created_at).field("updated_at", r.updated_at).end_object();
}

Reply reply_of(const Context& c, db::Tx& tx, const ScheduledReply& reply, int status = 200) {
  Reply out{status, {}};
  JsonWriter w(out.body);
  w.begin_object().key("scheduled_reply");
  write(w, c, tx, reply);
  w.end_object();
  if (status == 201)
    out.headers.emplace_back("Location", c.url("/tickets/" + std::to_string(reply.ticket_id.value) + "/scheduled_replies/" + std::to_string(reply.id.value)));
  return out;
}

Result<tickets::Ticket> ticket_of(Context& c, db::Tx& tx) { return tickets::ticket_resource().find(c, tx, c.id()); }

Result<ScheduledReply> reply_at(Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  auto found = find(tx, ReplyId(c.id("reply")));
  if (!found || found->ticket_id != ticket.id) return not_found();
  return *std::move(found);
}

Result<Wanted> wanted_of(const JsonObject& in) {
  Wanted out;
  if (const Json* at = sahay::find(in, "send_at")) {
    const auto parsed = at->is_string() ? parse_iso8601(std::string_view(at->get_string())) : std::nullopt;
    if (!parsed) return invalid("send_at", "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
    out.send_at = *parsed;
  }
  if (const JsonObject* change = object_at(in, "ticket")) {
    out.change = *change;
    out.seen_event = integer_at(*change, "last_seen_event");
  }
  if (const JsonArray* promises = array_at(in, "promises")) out.promises = *promises;
  if (const auto seen = integer_at(in, "last_seen_event")) out.seen_event = seen;
  return out;
}

// Newer words than those that the person has read are shown instead (docs/api.md).
Result<Reply> answered(Context& c, db::Tx& tx, const tickets::Ticket& ticket, Result<ScheduledReply> done, std::int64_t seen, int status) {
  if (!done.ok() && done.error().key == "error.newer_comment") return tickets::refuse_stale(c, tx, ticket.id, seen, done.error());
  const ScheduledReply made = TRY(std::move(done));
  return reply_of(c, tx, made, status);
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const auto state = c.parameter("state").value_or("open");
  if (state != "open" && state != "all") return invalid("state", "InvalidValue", "error.field.not_allowed", {{"allowed", "open, all"}});
  const auto rows = state == "open" ? open_of(tx, ticket.id) : tx.all<ScheduledReply>(sql::scheduled_reply::all_of_ticket, ticket.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("scheduled_replies").begin_array();
  for (const ScheduledReply& reply : rows) write(w, c, tx, reply);
  w.end_array().field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> make(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("scheduled_reply"));
  Wanted wanted = TRY(wanted_of(*in));
  const std::int64_t seen = wanted.seen_event.value_or(0);
  return answered(c, tx, ticket, schedule(c, tx, ticket, std::move(wanted)), seen, 201);
}

Result<Reply> put(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  ScheduledReply reply = TRY(reply_at(c, tx, ticket));
  const JsonObject* in = TRY(c.wrapped("scheduled_reply"));
  Wanted wanted = TRY(wanted_of(*in));
  const std::int64_t seen = wanted.seen_event.value_or(0);
  return answered(c, tx, ticket, move(c, tx, ticket, std::move(reply), std::move(wanted)), seen, 200);
}

Result<Reply> send_now(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  ScheduledReply reply = TRY(reply_at(c, tx, ticket));
  const std::int64_t seen = integer_at(c.body, "last_seen_event").value_or(reply.seen_event_id);
  return answered(c, tx, ticket, send(c, tx, ticket, std::move(reply)), seen, 200);
}

Result<Reply> times(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const auto customer = people::find_user(tx, ticket.requester_id);
  const std::string zone = customer && !customer->time_zone.empty() && customer->time_zone != "UTC" ? people::iana_time_zone(customer->time_zone) : promises::desk_zone.text();
  const calendar::Calendar hours = promises::calendar_of ? promises::calendar_of(tx, ticket) : calendar::Calendar{};
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("time_zone", zone).key("send_times").begin_array();
  for (const SendTime& time : send_times(c.now, zone, hours)) {
    w.begin_object().field("key", time.key).field("send_at", time.at);
    w.field("readback", calendar::when_words(c.caller.language, time.at, c.now, zone)).end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_scheduled_routes(api::Api& api) {
  const api::Right speaks(Access::staff, "tickets.comment_public");
  const http::RouteOptions large{.body_limit = 4 << 20};
  const std::string all = "/tickets/{id}/scheduled_replies", one = all + "/{reply}";
  api.read("GET", "/tickets/{id}/send_times", Access::staff, times);
  api.read("GET", all, Access::staff, list);
  api.write("POST", all, speaks, make, large);
  api.read("GET", one, Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(ticket_of(c, tx));
    const ScheduledReply reply = TRY(reply_at(c, tx, ticket));
    return reply_of(c, tx, reply);
  });
  api.write("PUT", one, speaks, put, large);
  api.write("POST", one + "/send", speaks, send_now);
  api.write("DELETE", one, speaks, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(ticket_of(c, tx));
    ScheduledReply reply = TRY(reply_at(c, tx, ticket));
    TRY(cancel(tx, tickets::actor_of(c), std::move(reply)));
    return Reply::no_content();
  });
}

void add_console_parts() {
  tickets::console_parts["scheduled_replies"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out{""};
    JsonWriter w(out.text);
    w.begin_array();
    for (const ScheduledReply& reply : open_of(tx, ticket.id)) write(w, c, tx, reply);
    w.end_array();
    return out;
  };
}

}  // namespace sahay::scheduled
