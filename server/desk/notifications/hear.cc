// Whom an event concerns, and the row that tells them.
#include <algorithm>

#include "base/text.h"
#include "desk/escalation/escalation.h"
#include "desk/notifications/mentions.h"
#include "desk/notifications/notification_sql.h"
#include "desk/notifications/notifications.h"
#include "desk/people/people.h"
#include "desk/promises/promise_store.h"
#include "desk/tickets/tickets_api.h"
#include "platform/events/facts.h"

namespace sahay::notifications {
namespace q = sql::notification;
namespace {

struct Concern {
  UserId user;
  std::string_view kind;
  UserId actor;
};
using Concerns = std::vector<Concern>;

// Who is there first hears of the more important fact: one event is one line.
void add(Concerns& out, UserId user, std::string_view kind, UserId actor) {
  if (!user || user == actor ||
      std::any_of(out.begin(), out.end(), [&](const Concern& each) { return each.user == user; }))
    return;
  out.push_back({user, kind, actor});
}

// The new assignee that an event names.
UserId newly_assigned(const events::Event& event) {
  const auto facts = events::facts_of(event);
  const JsonArray* changes = facts ? array_at(*facts, "changes") : nullptr;
  if (!changes) return {};
  for (const Json& change : *changes)
    if (change.is_object() && string_at(change.get_object(), "field") == "assignee_id")
      return UserId(text::to_integer(string_at(change.get_object(), "to").value_or("")).value_or(0));
  return {};
}

void add_mentioned(db::Tx& tx, const events::Event& event, CommentId id, UserId author, Concerns& out) {
  const auto note = tickets::find_comment(tx, id);
  if (!note || note->text.find('@') == std::string::npos) return;
  for (const UserId user : mentioned_in(note->text, people::staff(tx))) {
    const auto caller = people::caller_of(tx, user);
    if (caller.ok() && tickets::may_see(tx, *caller, TicketId(event.subject_id))) add(out, user, "mention", author);
  }
}

// Looks into the text before it is read as JSON: most changes of tickets concern nobody.
void add_of_change(db::Tx& tx, const events::Event& event, Concerns& out) {
  if (tickets::is_import(event)) return;
  const std::string& data = event.data.text;
  const auto names = [&](std::string_view words) { return data.find(words) != data.npos; };
  const UserId actor(event.actor_id);
  const bool created = event.kind == "ticket.created";
  if (names("\"public\":false") && !names("\"automatic\":true")) {
    const auto facts = events::facts_of(event);
    const UserId author(facts ? integer_at(*facts, "author_id").value_or(0) : 0);
    if (facts)
      add_mentioned(tx, event, CommentId(integer_at(*facts, "comment_id").value_or(0)), author ? author : actor, out);
  }
  if (names("\"assignee_id\"")) add(out, newly_assigned(event), "assigned", actor);
  const bool answered =
      !created && names("\"author_role\":\"end-user\"") && names("\"public\":true") && !names("\"automatic\":true");
  const bool bad = !created && names("\"satisfaction_rating\"") && names("\"score\":\"bad\"");
  if (!answered && !bad) return;
  if (const auto ticket = tickets::find(tx, TicketId(event.subject_id)))
    add(out, ticket->assignee_id, bad ? "bad_rating" : "reply", actor);
}

void add_of_promise(db::Tx& tx, const events::Event& event, Concerns& out) {
  const auto facts = events::facts_of(event);
  const auto promise =
      promises::find_promise(tx, promises::PromiseId(facts ? integer_at(*facts, "promise_id").value_or(0) : 0));
  const auto ticket = promise ? tickets::find(tx, promise->ticket_id) : std::nullopt;
  if (ticket)
    add(out, promises::keeper_of(*promise, *ticket), event.kind == "promise.missed" ? "promise_missed" : "promise_due",
        UserId(event.actor_id));
}

void add_of_handover(db::Tx& tx, const events::Event& event, Concerns& out) {
  const auto facts = events::facts_of(event);
  const auto handover =
      escalation::find_handover(tx, escalation::HandoverId(facts ? integer_at(*facts, "handover_id").value_or(0) : 0));
  if (!handover) return;
  const UserId actor(event.actor_id);
  if (handover->to_id) return add(out, handover->to_id, "handover", actor);
  for (const people::GroupMembership& each : people::group_memberships(tx))
    if (each.group_id == handover->to_group_id) add(out, each.user_id, "handover", actor);
}

Concerns concerned(db::Tx& tx, const events::Event& event) {
  Concerns out;
  const std::string_view kind = event.kind;
  if (kind == "ticket.created" || kind == "ticket.updated") {
    add_of_change(tx, event, out);
  } else if (kind == "clock.warned" || kind == "clock.breached") {
    const auto ticket = tickets::find(tx, TicketId(event.subject_id));
    if (ticket)
      add(out, ticket->assignee_id ? ticket->assignee_id : ticket->owner_id,
          kind == "clock.breached" ? "deadline_missed" : "deadline_near", {});
  } else if (kind.starts_with("promise.")) {
    add_of_promise(tx, event, out);
  } else if (kind == "handover.made") {
    add_of_handover(tx, event, out);
  } else if (kind == "scheduled_reply.held") {
    const auto facts = events::facts_of(event);
    const JsonArray* tell = facts ? array_at(*facts, "tell") : nullptr;
    if (tell)
      for (const Json& user : *tell)
        if (user.is_int64()) add(out, UserId(user.get_int64()), "reply_held", {});
  } else if (kind == "mail.held") {
    for (const people::User& user : people::staff(tx))
      if (user.role == "admin") add(out, user.id, "held_mail", {});
  }
  return out;
}

void make(db::Tx& tx, const events::Event& event, const Concern& concern) {
  const auto user = people::find_user(tx, concern.user);
  if (!user || !user->staff() || !user->active || user->suspended) return;
  const Preferences preferences = preferences_of(tx, user->id);
  const Ways ways = preferences.of(concern.kind);
  if (!ways.any_kept()) return;
  // A mail that waits beside a ticket is no news of the ticket.
  const std::int64_t ticket = concern.kind == "held_mail" ? 0 : event.subject_id;
  const std::int64_t position = tx.new_id("notifications");
  if (!tx.execute(q::pile_up, user->id, ticket, position, concern.kind, concern.actor, event.id, ways.app, ways.digest,
                  tx.now()))
    tx.execute(q::insert, position, user->id, ticket, concern.kind, concern.actor, event.id, ways.app, ways.digest,
               tx.now());
  if (ways.app) {
    events::Event told;
    told.kind = kChanged;
    told.subject_id = user->id.value;
    told.via = "system";
    told.cause_id = event.id;
    told.depth = event.depth + 1;
    const bool sound = ways.sound && !is_quiet(preferences, minute_of_day(*zone_of(user->time_zone), tx.now()));
    told.data.text = to_string(Json(JsonObject{
        {"position", position}, {"kind", std::string(concern.kind)}, {"ticket_id", ticket}, {"sound", sound}}));
    events::emit(tx, std::move(told));
  }
  if (!ways.push || !reach_further) return;
  Notification made;
  made.position = position;
  made.user_id = user->id;
  made.ticket_id = ticket;
  made.kind = concern.kind;
  made.actor_id = concern.actor;
  reach_further(tx, *user, preferences, made);
}

}  // namespace

void hear(db::Tx& tx, const events::Event& event) {
  if (event.kind == "user.erased") {
    tx.execute(q::forget_person, event.subject_id);
    tx.execute(q::forget_preferences, event.subject_id);
    return;
  }
  if (event.kind == "ticket.erased") {
    tx.execute(q::forget_ticket, event.subject_id);
    return;
  }
  for (const Concern& concern : concerned(tx, event)) make(tx, event, concern);
}

}  // namespace sahay::notifications
