// Who must hear from us today, how promises are kept, the desk's own rule, and who is away.
#include <algorithm>

#include "base/text.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/promises_api.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "desk/tickets/visible.h"
#include "platform/api/time_in.h"
#include "platform/calendar/zone.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr int kMostToday = 500;
// A shift that goes over midnight sees what comes at once, too.
constexpr auto kAhead = std::chrono::hours(2);

// The end of the viewer's day, and never less than kAhead from now.
Time end_of_today(db::Tx& tx, const Context& c) {
  const auto viewer = people::find_user(tx, UserId(c.caller.id));
  auto zone = calendar::Zone::find(zone_of(viewer ? &*viewer : nullptr));
  if (!zone) zone = calendar::Zone::find("UTC");
  const std::int64_t local = c.now.seconds() + zone->stretch_at(c.now.seconds()).offset;
  return std::max(Time::from_seconds(zone->to_utc((local / 86'400 + 1) * 86'400)), c.now + kAhead);
}

// By which way the customer is best reached: the phone for a call, else as they wrote.
std::string channel_for(const Promise& promise, const tickets::Ticket& ticket, const people::User* customer) {
  if (promise.kind == "call" || promise.kind == "visit") return "phone";
  if (customer && customer->email.empty() && !customer->phone.empty()) return "phone";
  return ticket.channel.empty() ? "email" : ticket.channel;
}

void write_duty(JsonWriter& w, Context& c, db::Tx& tx, const Promise& promise, const tickets::Ticket& ticket) {
  const auto customer = people::find_user(tx, ticket.requester_id);
  const UserId keeper = keeper_of(promise, ticket);
  const auto person = keeper ? people::find_user(tx, keeper) : std::nullopt;
  w.begin_object().key("promise");
  write_promise(w, c, promise);
  w.field("words", promise_words(promise, c.caller.language)).field("late", promise.due_at < c.now);
  w.key("ticket").begin_object().field("id", ticket.id).field("subject", ticket.subject).field("status", ticket.status).field("priority", ticket.priority).end_object();
  w.key("customer").begin_object().field("id", ticket.requester_id).field("name", customer ? customer->name : "").field("phone", customer ? customer->phone : "");
  w.field("email", customer ? customer->email : "").end_object();
  w.field("channel", channel_for(promise, ticket, customer ? &*customer : nullptr));
  w.key("keeper").begin_object().field("id", keeper).field("name", person ? person->name : "").field("away", is_absent(tx, keeper)).end_object();
  const auto state = find_state(tx, ticket.id);
  w.field("attempts", state ? state->attempts : 0).end_object();
}

// owner=me: what the caller must keep, and what nobody has yet.
Result<Reply> today(Context& c, db::Tx& tx) {
  const bool mine = c.parameter("owner").value_or("") == "me";
  api::Where where = promise_resource().visible(c.caller);
  where.add("t.settled_at is null");
  where.add("t.due_at < ?", db::Value(end_of_today(tx, c).micros));
  const auto rows = promise_resource().select(tx, where, " order by t.due_at, t.id limit " + std::to_string(kMostToday));
  std::string out;
  JsonWriter w(out);
  std::int64_t count = 0, late = 0;
  w.begin_object().key("duties").begin_array();
  for (const Promise& promise : rows) {
    const auto ticket = tickets::find(tx, promise.ticket_id);
    if (!ticket) continue;
    const UserId keeper = keeper_of(promise, *ticket);
    if (mine && keeper && keeper.value != c.caller.id) continue;
    write_duty(w, c, tx, promise, *ticket);
    ++count;
    late += promise.due_at < c.now;
  }
  w.end_array().field("count", count).field("late", late).key("next_page").null().key("previous_page").null().end_object();
  return Reply::ok(std::move(out));
}

struct Kept {
  std::int64_t subject = 0, kept = 0, late = 0, missed = 0, renegotiated = 0;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (subject, kept, late, missed, renegotiated))

std::pair<Time, Time> period_of(const Context& c) {
  const auto seconds = [&](const char* name, Time fallback) {
    const auto given = text::to_integer(c.parameter(name).value_or(""));
    return given && *given >= 0 && *given < 100'000'000'000 ? Time::from_seconds(*given) : fallback;
  };
  return {seconds("start_time", c.now - std::chrono::hours(28 * 24)), seconds("end_time", c.now)};
}

// By owner or by organization, in the order of their numbers: this compares nobody.
Result<Reply> report(Context& c, db::Tx& tx) {
  const std::string by = c.parameter("by").value_or("owner");
  if (by != "owner" && by != "organization") return invalid("by", "InvalidValue", "error.field.not_allowed", {{"allowed", "owner, organization"}});
  if (!c.caller.sees_all()) return forbidden("a report over all tickets");
  const auto [from, to] = period_of(c);
  const auto rows = by == "owner" ? tx.all<Kept>(q::report_by_owner, from, to) : tx.all<Kept>(q::report_by_organization, from, to);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("promise_report").begin_object().field("by", by).field("from", from).field("to", to).key("rows").begin_array();
  for (const Kept& row : rows) {
    const std::int64_t ended = row.kept + row.late + row.missed;
    w.begin_object().key("id");
    if (row.subject) w.value(row.subject); else w.null();
    w.field("kept", row.kept).field("late", row.late).field("missed", row.missed).field("renegotiated", row.renegotiated).key("kept_percent");
    if (ended > 0) w.value(row.kept * 100 / ended); else w.null();
    w.end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

struct Verdict {
  std::string decision, verdict;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (decision, verdict, number))

Result<Reply> triage_report(Context& c, db::Tx& tx) {
  if (!c.caller.sees_all()) return forbidden("a report over all tickets");
  const auto [from, to] = period_of(c);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("triage_report").begin_object().field("from", from).field("to", to).key("rows").begin_array();
  for (const Verdict& row : tx.all<Verdict>(q::triage_report, from, to))
    w.begin_object().field("decision", row.decision).field("verdict", row.verdict.empty() ? "open" : row.verdict).field("number", row.number).end_object();
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

Reply settings_reply(db::Tx& tx) {
  const Settings settings = settings_of(tx);
  std::string out;
  JsonWriter(out).begin_object().key("promise_settings").begin_object().field("word_within_hours", settings.word_within_hours)
      .field("word_in_working_hours", settings.word_in_working_hours).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_settings(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("promise_settings"));
  const Settings before = settings_of(tx);
  const std::int64_t hours = integer_at(*in, "word_within_hours").value_or(before.word_within_hours);
  if (hours < 0 || hours > 720) return invalid("word_within_hours", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-720"}});
  tx.execute(q::save_settings, hours, bool_at(*in, "word_in_working_hours").value_or(before.word_in_working_hours), tx.now());
  return settings_reply(tx);
}

Reply absence_reply(db::Tx& tx, std::int64_t user) {
  std::string out;
  JsonWriter(out).begin_object().key("absence").begin_object().field("user_id", user).field("until_at", tx.scalar<Time>(q::absence, user).value_or(Time{})).end_object().end_object();
  return Reply::ok(std::move(out));
}

// One's own, or anybody's with the right to manage staff.
Result<std::int64_t> whose_absence(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, UserId(c.id()));
  if (!user || !user->staff()) return not_found();
  if (user->id.value != c.caller.id && !c.caller.may("staff.manage")) return forbidden("absence of another");
  return user->id.value;
}

Result<Reply> set_absence(Context& c, db::Tx& tx) {
  const std::int64_t user = TRY(whose_absence(c, tx));
  const JsonObject* in = TRY(c.wrapped("absence"));
  const Time until = TRY(api::needed_time_in(*in, "until_at"));
  if (until <= tx.now()) return invalid("until_at", "InvalidValue", "promises.error.past");
  tx.execute(q::set_absence, user, until, tx.now());
  return absence_reply(tx, user);
}

struct Away {
  UserId user_id;
  Time until_at;
};
BOOST_DESCRIBE_STRUCT(Away, (), (user_id, until_at))

}  // namespace

void add_duty_routes(api::Api& api) {
  api.read("GET", "/promises/today", Access::staff, today);
  api.read("GET", "/promises/report", api::Right(Access::admin, "reports.view"), report);
  api.read("GET", "/promises/triage_report", api::Right(Access::admin, "reports.view"), triage_report);
  api.read("GET", "/promises/settings", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> { return settings_reply(tx); });
  api.write("PUT", "/promises/settings", api::Right(Access::admin, "rules.manage"), change_settings);
  api.read("GET", "/absences", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter(out).begin_object().field("absences", tx.all<Away>(q::absent, c.now)).end_object();
    return Reply::ok(std::move(out));
  });
  api.write("PUT", "/users/{id}/absence", api::Right(Access::staff, api::kAnyStaff), set_absence);
  api.write("DELETE", "/users/{id}/absence", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Tx& tx) -> Result<Reply> {
    tx.execute(q::remove_absence, TRY(whose_absence(c, tx)));
    return Reply::no_content();
  });
}

}  // namespace sahay::promises
