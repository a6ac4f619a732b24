// What a visitor is told of a conversation as it stands: who does what by when, and whether to ask "did this solve it?".
#include "desk/care/care.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"
#include "desk/promises/promises.h"
#include "desk/satisfaction/satisfaction.h"
#include "platform/api/rule_switch.h"

namespace sahay::chat {

Head head_of(db::Tx& tx, const Conversation& conversation, UserId visitor, i18n::Language language) {
  const auto ticket = tickets::find(tx, conversation.ticket_id);
  // After a merge the ticket may be somebody else's, and its subject their words.
  if (!ticket || !visitor || ticket->requester_id != visitor) return {};
  Head out{.subject = ticket->subject, .next_step = promises::next_step(tx, *ticket, language).words, .number = ticket->id.value};
  out.asks = ticket->status == "solved" && api::rule_in_force("D9");
  out.stars = out.asks && !care::withheld(tx, *ticket, "survey");
  return out;
}

std::string head_frame(const Conversation& conversation, const Head& head) {
  std::string out;
  JsonWriter(out).begin_object().field("type", "head").field("conv", conversation.conv).field("next_step", head.next_step).field("asks", head.asks)
      .field("stars", head.stars).end_object();
  return out;
}

void write_head(JsonWriter& w, const Conversation& one, const Head& head) {
  w.begin_object().field("conv", one.conv).field("last_seq", one.last_seq).field("subject", head.subject).field("status", one.status).key("number");
  if (head.number) w.value(head.number); else w.null();
  w.field("next_step", head.next_step).field("asks", head.asks).field("stars", head.stars).end_object();
}

void write_request(JsonWriter& w, db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) {
  w.begin_object().field("number", ticket.id).field("subject", ticket.subject).field("status", visible_status(ticket.status));
  w.field("next_step", promises::next_step(tx, ticket, language).words).field("updated_at", ticket.updated_at).end_object();
}

Result<void> answer_solved(db::Tx& tx, VisitorId visitor, std::string_view conv, satisfaction::NewRating given) {
  const auto conversation = find_conversation(tx, visitor, conv);
  if (!conversation) return not_found("conversation");
  if (!api::rule_in_force("D9")) return not_found();
  const auto known = tx.one<Visitor>(sql::chat::find_visitor_by_id, visitor);
  if (!known || !known->user_id) return not_found();
  TRY(satisfaction::answer(tx, {.id = known->user_id, .via = "chat"}, conversation->ticket_id, std::move(given)));
  return {};
}

}  // namespace sahay::chat
