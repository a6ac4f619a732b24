#include "desk/promises/promises_api.h"

#include "base/text.h"
#include "desk/promises/detect.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "desk/tickets/request.h"
#include "desk/tickets/visible.h"
#include "platform/api/time_in.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using P = Promise;

// A promise is seen by whoever sees its ticket.
void scope_promises(const api::Caller& caller, api::Where& where) {
  if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
}

api::Resource<P> describe() {
  using namespace api;
  Resource<P> r;
  r.name = "promise";
  r.plural = "promises";
  r.path = "/promises";
  r.table = "promises";
  r.see = Access::staff;
  r.scope = scope_promises;
  r.filters = {{"state", "t.state"}, {"kind", "t.kind"}, {"source", "t.source"}, {"owner_id", "t.owner_id", false}, {"ticket_id", "t.ticket_id", false}};
  r.sorts = {{"due_at", {"t.due_at"}}, {"created_at", {"t.created_at"}}, {"id", {"t.id"}}};
  r.default_sort = {"t.due_at"};
  r.creates = r.updates = r.deletes = r.many = false;
  r.fields = {
      computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
      reference<P>("ticket_id", &P::ticket_id).read_only(),
      text_field<P>("text", &P::text).read_only(),
      text_field<P>("kind", &P::kind).read_only(),
      text_field<P>("source", &P::source).read_only(),
      text_field<P>("state", &P::state).read_only(),
      time_field<P>("due_at", &P::due_at).read_only(),
      text_field<P>("time_zone", &P::time_zone).read_only(),
      computed<P>("readback", "string", [](JsonWriter& w, const P& p, const Context& c) { w.value(when_words(c.caller.language, p.due_at, c.now, p.time_zone)); }),
      flag<P>("visible", &P::visible).read_only(),
      reference<P>("made_by", &P::made_by).read_only(),
      reference<P>("owner_id", &P::owner_id).read_only(),
      nullable_text<P>("reason", &P::reason).read_only(),
      reference<P>("replaces_id", &P::replaces_id).read_only(),
      reference<P>("comment_id", &P::comment_id).read_only(),
      reference<P>("kept_comment_id", &P::kept_comment_id).read_only(),
      computed<P>("owed", "boolean", [](JsonWriter& w, const P& p, const Context&) { w.value(p.owed()); }),
      time_field<P>("created_at", &P::created_at).read_only(),
      time_field<P>("updated_at", &P::updated_at).read_only(),
      time_field<P>("delay_told_at", &P::delay_told_at).read_only(),
      time_field<P>("missed_at", &P::missed_at).read_only(),
      time_field<P>("settled_at", &P::settled_at).read_only()};
  return r;
}

Reply promise_reply(Context& c, const Promise& promise, int status = 200) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("promise");
  write_promise(w, c, promise);
  w.end_object();
  return status == 201 ? Reply::created(std::move(out), promise_resource().url(c, promise)) : Reply::ok(std::move(out));
}

Result<Promise> seen(Context& c, db::Tx& tx) { return promise_resource().find(c, tx, c.id()); }

Result<Reply> list_of_ticket(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  const auto rows = of_ticket(tx, ticket.id);
  const auto changes = tx.all<PromiseChange>(q::changes_of_ticket, ticket.id);
  w.begin_object().key("promises").begin_array();
  for (const Promise& promise : rows) write_promise(w, c, promise);
  w.end_array().key("history").begin_array();
  for (const PromiseChange& change : changes) w.value(change);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("promise"));
  const Time due = TRY(api::needed_time_in(*in, "due_at"));
  NewPromise wanted{.due_at = due};
  wanted.text = string_at(*in, "text").value_or("");
  wanted.kind = string_at(*in, "kind").value_or("answer");
  wanted.time_zone = string_at(*in, "time_zone").value_or("");
  wanted.visible = bool_at(*in, "visible").value_or(true);
  wanted.owner = UserId(integer_at(*in, "owner_id").value_or(0));
  wanted.comment = CommentId(integer_at(*in, "comment_id").value_or(0));
  if (wanted.owner) {
    const auto owner = people::find_user(tx, wanted.owner);
    if (!owner || !owner->staff()) return invalid("owner_id", "InvalidValue", "error.field.no_agent");
  }
  if (wanted.comment) {
    const auto comment = tickets::find_comment(tx, wanted.comment);
    if (!comment || comment->ticket_id != ticket.id) return invalid("comment_id", "InvalidValue", "error.field.no_ticket");
  }
  return promise_reply(c, TRY(make(tx, tickets::actor_of(c), ticket.id, std::move(wanted))), 201);
}

Result<Reply> show(Context& c, db::Tx& tx) {
  const Promise promise = TRY(seen(c, tx));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("promise");
  write_promise(w, c, promise);
  w.key("history").begin_array();
  for (const PromiseChange& change : tx.all<PromiseChange>(q::changes, promise.id)) w.value(change);
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> give_new_time(Context& c, db::Tx& tx) {
  const Promise promise = TRY(seen(c, tx));
  const JsonObject* in = TRY(c.wrapped("promise"));
  const Time due = TRY(api::needed_time_in(*in, "due_at"));
  NewTime wanted{.due_at = due, .reason = string_at(*in, "reason").value_or("")};
  wanted.tell = bool_at(*in, "tell").value_or(true);
  wanted.words = string_at(*in, "words").value_or("");
  return promise_reply(c, TRY(renegotiate(tx, tickets::actor_of(c), promise.id, std::move(wanted))));
}

// What would be sent: the update with the next date, the delay notice with a new time a working day later.
struct Drafted {
  std::string update, delay;
  Time next, new_due;
};
Drafted draft(db::Tx& tx, const Promise& promise) {
  Drafted out;
  const auto ticket = tickets::find(tx, promise.ticket_id);
  if (!ticket) return out;
  const auto cadences = active_cadences(tx);
  const auto state = find_state(tx, ticket->id);
  if (const Cadence* cadence = cadence_for(tx, *ticket, cadences)) out.next = next_update(tx, *ticket, *cadence, state && state->decision == "analysis", tx.now());
  const auto calendar = calendar_for(tx, *ticket);
  const Time from = std::max(promise.due_at, tx.now());
  out.new_due = calendar.empty() ? from + std::chrono::hours(8) : calendar.after(from, std::chrono::hours(8)).value_or(from + std::chrono::hours(24));
  out.update = update_words(tx, *ticket, promise, out.next);
  out.delay = delay_words(tx, *ticket, promise, out.new_due, "");
  return out;
}

Result<Reply> show_draft(Context& c, db::Tx& tx) {
  const Promise promise = TRY(seen(c, tx));
  const Drafted drafted = draft(tx, promise);
  std::string out;
  JsonWriter(out).begin_object().key("draft").begin_object().field("update", drafted.update).field("delay", drafted.delay).field("next_update_at", drafted.next).field("new_due_at", drafted.new_due).end_object().end_object();
  return Reply::ok(std::move(out));
}

// One click: the drafted update, or the words given, as a public reply in the caller's name.
Result<Reply> send_update(Context& c, db::Tx& tx) {
  const Promise promise = TRY(seen(c, tx));
  if (!promise.owed()) return Error{ErrorCode::conflict, "promises.error.settled"};
  std::string words = string_at(c.body, "words").value_or("");
  if (text::trim(words).empty()) words = draft(tx, promise).update;
  const auto written = TRY(write_to_customer(tx, tickets::actor_of(c), promise.ticket_id, UserId(c.caller.id), std::move(words), false));
  return promise_reply(c, TRY(keep(tx, tickets::actor_of(c), promise.id, written.comment_id)));
}

// One click: the customer hears of the delay, with a reason and a new time.
Result<Reply> send_delay(Context& c, db::Tx& tx) {
  const Promise promise = TRY(seen(c, tx));
  const Drafted drafted = draft(tx, promise);
  const auto agent_language = language_of_customer(tx, TRY([&]() -> Result<tickets::Ticket> {
    auto ticket = tickets::find(tx, promise.ticket_id);
    if (!ticket) return not_found();
    return std::move(*ticket);
  }()));
  const auto due = TRY(api::time_in(c.body, "due_at"));
  NewTime wanted{.due_at = due.value_or(drafted.new_due), .reason = string_at(c.body, "reason").value_or("")};
  if (text::trim(wanted.reason).empty()) wanted.reason = i18n::text(agent_language, "promises.delay.no_reason");
  wanted.words = string_at(c.body, "words").value_or("");
  return promise_reply(c, TRY(renegotiate(tx, tickets::actor_of(c), promise.id, std::move(wanted))));
}

// {"text", "ticket_id", "language"}: the dates that a draft promises, in the customer's zone.
Result<Reply> find_dates(Context& c, db::Tx& tx) {
  const std::string text = string_at(c.body, "text").value_or("");
  if (text.size() > 200'000) return invalid("text", "TooLong", "error.field.too_long", {{"max", "200000"}});
  std::string zone_name = desk_zone.text();
  calendar::Calendar hours;
  if (const auto id = integer_at(c.body, "ticket_id")) {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, *id));
    const auto customer = people::find_user(tx, ticket.requester_id);
    zone_name = zone_of(customer ? &*customer : nullptr);
    hours = calendar_for(tx, ticket);
  }
  const auto named = string_at(c.body, "language");
  auto zone = calendar::Zone::find(zone_name);
  if (!zone) zone = calendar::Zone::find("UTC");
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("time_zone", zone_name).key("dates").begin_array();
  for (const Detected& found : detect(text, named ? i18n::language_of(*named) : language_by_letters(text), {c.now, *zone, hours})) {
    w.begin_object().field("text", text.substr(found.begin, found.end - found.begin)).field("begin", found.begin).field("end", found.end);
    w.field("due_at", found.at).field("readback", when_words(c.caller.language, found.at, c.now, zone_name)).key("other");
    if (found.other) w.begin_object().field("due_at", *found.other).field("readback", when_words(c.caller.language, *found.other, c.now, zone_name)).end_object();
    else w.null();
    w.end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

// The customer's view of a request.
Result<Reply> of_request(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::find_request(c, tx, c.id()));
  const NextStep next = next_step(tx, ticket, c.caller.language);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("next_step").begin_object().field("words", next.words).field("person", next.person).field("when", next.when).field("late", next.late);
  w.field("analysis", next.analysis).field("solution_by", next.solution_by).end_object().key("promises").begin_array();
  std::int64_t count = 0;
  for (const Promise& p : of_ticket(tx, ticket.id)) {
    if (!p.visible) continue;
    ++count;
    w.begin_object().field("id", p.id).field("text", promise_words(p, c.caller.language)).field("kind", p.kind).field("state", p.state).field("due_at", p.due_at);
    w.field("readback", when_words(c.caller.language, p.due_at, c.now, p.time_zone)).field("owed", p.owed()).end_object();
  }
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Promise>& promise_resource() {
  static const api::Resource<Promise> resource = describe();
  return resource;
}

void write_promise(JsonWriter& w, const Context& c, const Promise& promise) { promise_resource().write(w, promise, c); }

void add_promise_routes(api::Api& api) {
  // What is said here reaches the customer.
  const api::Right speaks(Access::staff, "tickets.comment_public");
  api.read("GET", "/tickets/{id}/promises", Access::staff, list_of_ticket);
  api.write("POST", "/tickets/{id}/promises", speaks, create);
  api.write("POST", "/promises/detect", api::Right(Access::staff, api::kAnyStaff), find_dates);
  api.read("GET", "/promises/{id}/draft", Access::staff, show_draft);
  api.write("PUT", "/promises/{id}", speaks, give_new_time);
  api.write("POST", "/promises/{id}/send", speaks, send_update);
  api.write("POST", "/promises/{id}/delay_notice", speaks, send_delay);
  api.write("POST", "/promises/{id}/keep", speaks, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return promise_reply(c, TRY(keep(tx, tickets::actor_of(c), TRY(seen(c, tx)).id)));
  });
  api.write("POST", "/promises/{id}/cancel", speaks, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return promise_reply(c, TRY(cancel(tx, tickets::actor_of(c), TRY(seen(c, tx)).id, string_at(c.body, "reason").value_or(""))));
  });
  api.read("GET", "/requests/{id}/promises", Access::customer, of_request);
  api.read("GET", "/promises/{id}", Access::staff, show);
  auto resource = promise_resource();
  resource.shows = false;  // show() adds the history
  api::add_resource(api, std::move(resource));
}

}  // namespace sahay::promises
