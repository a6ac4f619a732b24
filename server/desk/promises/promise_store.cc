#include "desk/promises/promise_store.h"

#include "desk/promises/promise_sql.h"
#include "platform/api/rule_switch.h"
#include "platform/calendar/zone.h"

namespace sahay::promises {
namespace q = sql::promise;

void insert(db::Tx& tx, const Promise& p) {
  tx.execute(q::insert, p.id, p.ticket_id, p.text, p.kind, p.source, p.state, p.due_at, p.time_zone, p.visible, p.made_by, p.owner_id, p.reason,
             p.replaces_id, p.comment_id, p.since_event_id, p.created_at);
}

void set_timer(db::Tx& tx, const Promise& promise) {
  const std::string key = std::to_string(promise.id.value);
  const Time at = next_alarm(promise);
  if (at) jobs::set(tx, kAlarm, key, at, key);
  else jobs::cancel(tx, kAlarm, key);
}

void save(db::Tx& tx, Promise& p) {
  p.updated_at = tx.now();
  tx.execute(q::save, p.id, p.state, p.reason, p.kept_comment_id, p.updated_at, p.reminded_at, p.delay_told_at, p.missed_at, p.settled_at);
  set_timer(tx, p);
}

void tell(db::Tx& tx, const tickets::Actor& actor, const Promise& p, std::string_view what, const JsonObject& more) {
  tx.execute(q::insert_change, tx.new_id("promise_changes"), p.id, p.ticket_id, tx.now(), actor.id, what, p.due_at, p.reason);
  JsonObject data = more;
  data["promise_id"] = p.id.value;
  data["kind"] = p.kind;
  data["source"] = p.source;
  data["due_at"] = to_iso8601(p.due_at);
  data["owner_id"] = p.owner_id.value;
  data["visible"] = p.visible;
  events::Event event;
  event.kind = "promise." + std::string(what);
  event.subject_id = p.ticket_id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = to_string(Json(std::move(data)));
  events::emit(tx, std::move(event));
}

void settle(db::Tx& tx, const tickets::Actor& actor, Promise& promise, std::string_view state, std::string reason) {
  // What was missed stays missed; only that it is owed ends.
  if (promise.state != "missed") promise.state = state;
  promise.settled_at = tx.now();
  if (!reason.empty()) promise.reason = std::move(reason);
  save(tx, promise);
  tell(tx, actor, promise, state, {{"late", promise.state == "missed"}});
}

void settle_by_word(db::Tx& tx, const tickets::Actor& actor, Promise& promise, CommentId by, Time at) {
  promise.kept_comment_id = by;
  if (promise.state != "missed" && at > promise.due_at) {
    promise.state = "missed";
    promise.missed_at = at;
  }
  settle(tx, actor, promise, "kept", "");
}

UserId keeper_of(const Promise& promise, const tickets::Ticket& ticket) {
  if (promise.owner_id) return promise.owner_id;
  return ticket.assignee_id ? ticket.assignee_id : ticket.owner_id;
}

UserId voice_of_desk(db::Tx& tx, const Promise& promise, const tickets::Ticket& ticket) {
  for (const UserId one : {keeper_of(promise, ticket), promise.made_by})
    if (const auto user = one ? people::find_user(tx, one) : std::nullopt; user && user->staff() && user->active) return one;
  if (const auto member = tx.scalar<std::int64_t>(q::staff_of_group, ticket.group_id.value)) return UserId(*member);
  return UserId(tx.scalar<std::int64_t>(q::any_admin).value_or(0));
}

bool is_absent(db::Tx& tx, UserId user) {
  if (!user) return true;
  const auto found = people::find_user(tx, user);
  if (!found || !found->active || found->suspended || !found->staff()) return true;
  return tx.scalar<Time>(q::absence, user).value_or(Time{}) > tx.now() || (said_away && said_away(tx, user));
}

std::optional<ContactState> find_state(db::Tx& tx, TicketId ticket) { return tx.one<ContactState>(q::state_of, ticket); }

ContactState state_of(db::Tx& tx, TicketId ticket) {
  if (auto found = find_state(tx, ticket)) return *found;
  ContactState state;
  state.id = ticket;
  return state;
}

void save_state(db::Tx& tx, ContactState& s) {
  s.updated_at = tx.now();
  tx.execute(q::save_state, s.id, s.decision, s.decided_at, s.decided_by, s.target_minutes, s.attempts, s.closing_stage, s.closing_at, s.updated_at);
}

Settings settings_of(db::Tx& tx) { return tx.one<Settings>(q::settings).value_or(Settings{}); }

std::optional<Time> word_due(const Settings& settings, const calendar::Calendar& calendar, Time message) {
  if (settings.word_within_hours <= 0 || !api::rule_in_force("C3")) return std::nullopt;
  const Duration limit = std::chrono::hours(settings.word_within_hours);
  if (calendar.empty()) return message + limit;
  if (settings.word_in_working_hours) return calendar.after(message, limit);
  const Time due = message + limit;
  if (calendar.open_at(due)) return due;
  const auto opens = calendar.next_open(due);
  return opens ? calendar.after(*opens, std::chrono::hours(2)) : due;
}

calendar::Calendar calendar_for(db::Tx& tx, const tickets::Ticket& ticket) { return calendar_of ? calendar_of(tx, ticket) : calendar::Calendar{}; }

std::string zone_of(const people::User* user) {
  if (!user || user->time_zone.empty() || user->time_zone == "UTC") return desk_zone.text();
  const std::string zone = people::iana_time_zone(user->time_zone);
  return calendar::Zone::find(zone) ? zone : desk_zone.text();
}

Result<tickets::Outcome> write_to_customer(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, UserId author, std::string words, bool automatic) {
  tickets::Change change;
  tickets::NewComment comment;
  comment.author = author;
  comment.text = std::move(words);
  comment.is_public = true;
  comment.automatic = automatic;
  change.comment = std::move(comment);
  change.forced = automatic;
  return tickets::update(tx, actor, ticket, std::move(change));
}

}  // namespace sahay::promises
