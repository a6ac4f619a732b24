// The verbs of one promise: make, renegotiate, keep, cancel.
#include "base/text.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/wording.h"
#include "platform/api/rule_switch.h"
#include "platform/calendar/zone.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

constexpr auto kLongest = std::chrono::hours(24 * 731);

Result<void> check_due(Time due, Time now) {
  if (due <= now) return invalid("due_at", "InvalidValue", "promises.error.past");
  if (due > now + kLongest) return invalid("due_at", "InvalidValue", "promises.error.too_far");
  return {};
}

Result<Promise> still_owed(db::Tx& tx, PromiseId id) {
  const auto promise = find_promise(tx, id);
  if (!promise) return not_found();
  if (!promise->owed()) return Error{ErrorCode::conflict, "promises.error.settled"};
  return *promise;
}

}  // namespace

std::optional<Promise> find_promise(db::Tx& tx, PromiseId id) { return tx.one<Promise>(q::find, id); }
std::vector<Promise> of_ticket(db::Tx& tx, TicketId ticket) { return tx.all<Promise>(q::of_ticket, ticket); }
std::vector<Promise> owed(db::Tx& tx, TicketId ticket) { return tx.all<Promise>(q::owed_of_ticket, ticket); }

Result<Promise> make(db::Tx& tx, const tickets::Actor& actor, TicketId ticket_id, NewPromise wanted) {
  const auto ticket = tickets::find(tx, ticket_id);
  if (!ticket || !api::rule_in_force("C1")) return not_found();
  TRY(check_due(wanted.due_at, tx.now()));
  if (!is_kind(wanted.kind)) return invalid("kind", "InvalidValue", "error.field.not_allowed", {{"allowed", "answer, call, fix, visit, document, update"}});
  if (text::length(wanted.text) > 500) return invalid("text", "TooLong", "error.field.too_long", {{"max", "500"}});
  if (!wanted.time_zone.empty() && !calendar::Zone::find(wanted.time_zone)) return invalid("time_zone", "InvalidValue", "promises.error.zone");
  const auto customer = people::find_user(tx, ticket->requester_id);
  const auto maker = people::find_user(tx, actor.id);
  Promise p;
  p.id = PromiseId(tx.new_id("promises"));
  p.ticket_id = ticket->id;
  p.text = text::repair_utf8(text::trim(wanted.text));
  p.kind = wanted.kind;
  p.source = wanted.source;
  p.due_at = wanted.due_at;
  p.time_zone = wanted.time_zone.empty() ? zone_of(customer ? &*customer : nullptr) : wanted.time_zone;
  p.visible = wanted.visible;
  p.made_by = actor.id;
  p.owner_id = wanted.owner ? wanted.owner : maker && maker->staff() && p.source == "person" ? actor.id : UserId{};
  p.comment_id = wanted.comment;
  p.since_event_id = ticket->last_event_id;
  p.created_at = p.updated_at = tx.now();
  insert(tx, p);
  set_timer(tx, p);
  tell(tx, actor, p, "made");
  return p;
}

Result<Promise> renegotiate(db::Tx& tx, const tickets::Actor& actor, PromiseId id, NewTime wanted) {
  Promise old = TRY(still_owed(tx, id));
  TRY(check_due(wanted.due_at, tx.now()));
  if (text::trim(wanted.reason).empty()) return invalid("reason", "BlankValue", "promises.error.reason");
  const auto ticket = tickets::find(tx, old.ticket_id);
  if (!ticket) return not_found();
  NewPromise next{.due_at = wanted.due_at, .text = old.text, .kind = old.kind, .source = old.source, .time_zone = old.time_zone, .visible = old.visible, .owner = old.owner_id};
  if (wanted.tell && old.visible) {
    const std::string words = wanted.words.empty() ? delay_words(tx, *ticket, old, wanted.due_at, wanted.reason) : wanted.words;
    const UserId author = actor.id ? actor.id : voice_of_desk(tx, old, *ticket);
    const auto told = TRY(write_to_customer(tx, actor, ticket->id, author, words, wanted.automatic));
    next.comment = told.comment_id;
  }
  if (old.state == "open" && tx.now() > old.due_at) old.missed_at = tx.now(), old.state = "missed";
  settle(tx, actor, old, "renegotiated", std::string(text::first(wanted.reason, 500)));
  Promise now = TRY(make(tx, actor, ticket->id, std::move(next)));
  now.replaces_id = old.id;
  tx.execute("update promises set replaces_id = $2 where id = $1", now.id, old.id);
  return now;
}

Result<Promise> keep(db::Tx& tx, const tickets::Actor& actor, PromiseId id, CommentId by) {
  Promise promise = TRY(still_owed(tx, id));
  settle_by_word(tx, actor, promise, by, tx.now());
  return promise;
}

Result<Promise> cancel(db::Tx& tx, const tickets::Actor& actor, PromiseId id, std::string reason) {
  Promise promise = TRY(still_owed(tx, id));
  if (text::trim(reason).empty()) return invalid("reason", "BlankValue", "promises.error.reason");
  settle(tx, actor, promise, "cancelled", std::string(text::first(reason, 500)));
  return promise;
}

}  // namespace sahay::promises
