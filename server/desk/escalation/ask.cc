// A customer asks for somebody above: it stands in the thread, people hear of it, and an answer is promised.
#include "base/text.h"
#include "desk/care/care.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/escalation/handover.h"
#include "platform/api/rule_switch.h"

namespace sahay::escalation {
namespace q = sql::escalation;

std::optional<Ask> open_ask(db::Tx& tx, TicketId ticket) { return tx.one<Ask>(q::open_ask, ticket); }

namespace {

// Who asks again, or beside somebody, is heard in the thread.
Result<void> say_more(db::Tx& tx, const tickets::Actor& actor, const Ask& asked, std::string_view reason) {
  tickets::NewComment more;
  more.author = actor.id;
  more.text = text::repair_utf8(text::trim(reason));
  const auto who = people::find_user(tx, actor.id);
  if (!who || who->staff() || more.text.empty() || more.text == asked.reason) return {};
  TRY(tickets::receive(tx, actor, asked.ticket_id, std::move(more)));
  return {};
}

}  // namespace

Result<Ask> ask(db::Tx& tx, const tickets::Actor& actor, TicketId id, std::string reason) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !api::rule_in_force("A7")) return not_found();
  if (ticket->status == "closed") return Error{ErrorCode::forbidden, "escalation.error.solved"};
  if (text::length(reason) > 5'000) return invalid("reason", "TooLong", "error.field.too_long", {{"max", "5000"}});
  if (auto asked = open_ask(tx, id)) {
    TRY(say_more(tx, actor, *asked, reason));
    return *asked;
  }
  Ask out;
  out.id = decltype(out.id)(tx.new_id("escalation_asks"));
  out.ticket_id = id;
  out.user_id = actor.id;
  out.reason = text::repair_utf8(text::trim(reason));
  out.created_at = tx.now();
  tx.execute(q::insert_ask, out.id, out.ticket_id, out.user_id, out.reason, out.created_at);
  const auto customer = people::find_user(tx, actor.id);
  const auto language = customer ? customer->language() : i18n::Language::en;
  if (customer && !customer->staff()) {
    tickets::NewComment comment;
    comment.author = actor.id;
    comment.text = i18n::text(language, "escalation.ask.comment") + (out.reason.empty() ? "" : "\n\n" + out.reason);
    TRY(tickets::receive(tx, actor, id, std::move(comment)));
  }
  promises::NewPromise wanted{.due_at = after_working(tx, *ticket, tx.scalar<std::int64_t>(q::answer_within).value_or(240), true)};
  wanted.text = i18n::text(language, "escalation.ask.promise");
  wanted.source = "desk";
  wanted.owner = ticket->owner_id ? ticket->owner_id : ticket->assignee_id;
  const auto made = promises::make(tx, {UserId{}, "system", false, actor.cause_id, actor.depth}, id, std::move(wanted));
  (void)made;  // promises are switched off
  Handover about;
  about.ticket_id = id;
  about.owner_id = ticket->owner_id;
  tell(tx, actor, about, "asked");
  write_colleague(tx, ticket->owner_id, actor.id, "asked", *ticket, "2");
  for (const people::User& manager : care::managers(tx, care::settings_of(tx)))
    if (manager.id != ticket->owner_id) write_colleague(tx, manager.id, actor.id, "asked", *ticket, "2");
  return out;
}

Result<Ask> settle_ask(db::Tx& tx, const tickets::Actor& actor, TicketId id, std::string answer) {
  auto asked = open_ask(tx, id);
  if (!asked) return Error{ErrorCode::conflict, "escalation.error.no_ask"};
  if (text::trim(answer).empty()) return invalid("answer", "BlankValue", "escalation.error.answer");
  asked->answered_at = tx.now();
  asked->answered_by = actor.id;
  asked->answer = text::first(text::repair_utf8(text::trim(answer)), 500);
  tx.execute(q::settle_asks, id, asked->answered_at, actor.id, asked->answer);
  return *asked;
}

}  // namespace sahay::escalation
