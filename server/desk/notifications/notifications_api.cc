#include "desk/notifications/notifications_api.h"

#include <algorithm>

#include "desk/people/people.h"
#include "platform/api/list_query.h"

namespace sahay::notifications {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using api::Right;

UserId self(const Context& c) { return UserId(c.caller.id); }

void write(JsonWriter& w, const Described& each) {
  const Notification& row = each.row;
  w.begin_object().field("id", row.id).field("kind", row.kind).key("ticket_id");
  if (each.visible && row.ticket_id)
    w.value(row.ticket_id);
  else
    w.null();
  w.field("subject", each.subject).field("actor", each.actor).field("text", each.text).field("times", row.times);
  w.field("created_at", row.created_at).field("updated_at", row.updated_at).field("read_at", row.read_at).end_object();
}

Result<Reply> list(Context& c, db::Tx& tx) {
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = true;
  api::ListQuery query{"t.*", "notifications t", {}, {"t.position", true}};
  query.where.add("t.user_id = ?", db::Value(c.caller.id));
  query.where.add("t.shown = 1");
  if (c.parameter("unread").value_or("") == "true") query.where.add("t.read_at is null");
  std::vector<Notification> rows;
  const auto state = TRY(api::run_page(
      tx, query, page, [&](const db::Cursor& row) { rows.push_back(db::RowReader<Notification>(row).read(row)); }));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("notifications").begin_array();
  for (const Described& each : described(tx, c.caller, std::move(rows), c.caller.language)) write(w, each);
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply count_of(db::Tx& tx, UserId user) {
  return Reply::ok(R"({"unread":{"value":)" + std::to_string(unread(tx, user)) + "}}");
}

void write_clock(JsonWriter& w, std::string_view key, int minute) {
  w.key(key);
  if (minute < 0)
    w.null();
  else
    w.value(clock_text(minute));
}

Reply preferences_reply(const people::User& user, const Preferences& p) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("notification_settings").begin_object().key("ways").begin_object();
  for (const std::string_view kind : kKinds) {
    const Ways ways = p.of(kind);
    w.key(kind)
        .begin_object()
        .field("app", ways.app)
        .field("sound", ways.sound)
        .field("push", ways.push)
        .field("digest", ways.digest)
        .end_object();
  }
  w.end_object().key("quiet_hours").begin_object();
  write_clock(w, "from", p.quiet_from);
  write_clock(w, "to", p.quiet_to);
  w.end_object()
      .key("digest")
      .begin_object()
      .field("at", clock_text(p.digest_at))
      .field("days", p.digest_days)
      .end_object();
  w.field("time_zone", people::iana_time_zone(user.time_zone)).end_object().end_object();
  return Reply::ok(std::move(out));
}

Error wrong(std::string field, const char* allowed) {
  return invalid(std::move(field), "InvalidValue", "error.field.not_allowed", {{"allowed", allowed}});
}

// {"assigned": {"push": true}}: what is not named stays.
Result<void> read_ways(const JsonObject& in, Preferences& p) {
  JsonObject kept = written_out(p);
  for (const auto& [kind, wanted] : in) {
    if (!kept.contains(kind))
      return wrong("ways",
                   "assigned, reply, mention, handover, promise_due, promise_missed, deadline_near, deadline_missed, "
                   "bad_rating, held_mail, reply_held");
    if (!wanted.is_object()) return wrong("ways." + std::string(kind), "app, sound, push, digest");
    JsonArray& list = kept[kind].get_array();
    for (const auto& [way, on] : wanted.get_object()) {
      if (std::find(std::begin(kWays), std::end(kWays), std::string_view(way)) == std::end(kWays) || !on.is_bool())
        return wrong("ways." + std::string(kind), "app, sound, push, digest");
      const Json name(way);
      list.erase(std::remove(list.begin(), list.end(), name), list.end());
      if (on.get_bool()) list.push_back(name);
    }
  }
  p.ways.text = to_string(Json(std::move(kept)));
  return {};
}

// Both or neither.
Result<void> read_quiet(const JsonObject& in, Preferences& p) {
  const auto from = string_at(in, "from"), to = string_at(in, "to");
  const auto begins = minute_of_clock(from.value_or("")), ends = minute_of_clock(to.value_or(""));
  if (from.value_or("").empty() && to.value_or("").empty()) {
    p.quiet_from = p.quiet_to = -1;
    return {};
  }
  if (!begins || !ends || *begins == *ends)
    return invalid(!begins ? "quiet_hours.from" : "quiet_hours.to", "InvalidValue", "notify.error.hours");
  p.quiet_from = *begins;
  p.quiet_to = *ends;
  return {};
}

Result<void> read_digest(const JsonObject& in, Preferences& p) {
  if (const auto at = string_at(in, "at")) {
    const auto minute = minute_of_clock(*at);
    if (!minute) return invalid("digest.at", "InvalidValue", "notify.error.hour");
    p.digest_at = *minute;
  }
  if (const JsonArray* days = array_at(in, "days")) {
    p.digest_days.clear();
    for (const Json& day : *days) {
      if (!day.is_int64() || day.get_int64() < 0 || day.get_int64() > 6) return wrong("digest.days", "0-6");
      if (std::find(p.digest_days.begin(), p.digest_days.end(), day.get_int64()) == p.digest_days.end())
        p.digest_days.push_back(day.get_int64());
    }
  }
  return {};
}

Result<Reply> show_preferences(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, self(c));
  if (!user) return not_found();
  return preferences_reply(*user, preferences_of(tx, user->id));
}

Result<Reply> save_preferences(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("notification_settings"));
  const auto user = people::find_user(tx, self(c));
  if (!user) return not_found();
  Preferences p = preferences_of(tx, user->id);
  if (const JsonObject* ways = object_at(*in, "ways")) TRY(read_ways(*ways, p));
  if (const JsonObject* quiet = object_at(*in, "quiet_hours")) TRY(read_quiet(*quiet, p));
  if (const JsonObject* digest = object_at(*in, "digest")) TRY(read_digest(*digest, p));
  save(tx, p);
  if (preferences_saved) preferences_saved(tx, *user, p);
  return preferences_reply(*user, p);
}

}  // namespace

void add_notification_routes(api::Api& api) {
  const Right own(Access::staff, api::kAnyStaff);
  api.read("GET", "/notifications", own, list);
  api.read("GET", "/notifications/unread", own,
           [](Context& c, db::Tx& tx) -> Result<Reply> { return count_of(tx, self(c)); });
  api.write("PUT", "/notifications/read", own, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto ticket = integer_at(c.body, "ticket_id");
    if (ticket && *ticket > 0)
      mark_ticket_read(tx, self(c), TicketId(*ticket));
    else
      mark_all_read(tx, self(c));
    return count_of(tx, self(c));
  });
  api.write("PUT", "/notifications/{id}/read", own, [](Context& c, db::Tx& tx) -> Result<Reply> {
    if (!mark_read(tx, self(c), NotificationId(c.id()))) return not_found();
    return count_of(tx, self(c));
  });
  api.read("GET", "/notification_settings", own, show_preferences);
  api.write("PUT", "/notification_settings", own, save_preferences);
}

}  // namespace sahay::notifications
