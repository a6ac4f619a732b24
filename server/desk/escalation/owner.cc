// Who answers to the customer: a change has a reason, and the customer hears once who is responsible now (D6).
#include "base/text.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/escalation/handover.h"
#include "desk/people/face.h"
#include "platform/api/rule_switch.h"

namespace sahay::escalation {
namespace q = sql::escalation;
namespace {

std::string letter(db::Tx& tx, const tickets::Ticket& ticket, UserId owner) {
  const auto customer = people::find_user(tx, ticket.requester_id);
  const auto person = people::find_user(tx, owner);
  const auto language = customer ? customer->language() : i18n::language_of(ticket.locale);
  const people::Face face = person ? people::face_of(tx, *person, language) : people::Face{};
  return i18n::text(language, "escalation.owner.letter",
                    {{"name", customer ? customer->name.substr(0, customer->name.find(' ')) : ""}, {"person", face.name}, {"role", face.title},
                     {"number", std::to_string(ticket.id.value)}, {"subject", ticket.subject}});
}

// Written by nobody's hand: it answers no question and keeps no promise.
tickets::NewComment letter_of(db::Tx& tx, const tickets::Ticket& ticket, UserId owner) {
  tickets::NewComment comment;
  comment.text = letter(tx, ticket, owner);
  comment.is_public = true;
  comment.automatic = true;
  return comment;
}

void note(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& before, UserId to, std::string_view reason, CommentId comment) {
  tx.execute(q::insert_owner_change, tx.new_id("owner_changes"), before.id, tx.now(), actor.id, before.owner_id, to, text::first(text::repair_utf8(text::trim(reason)), 500), comment);
  Handover about;
  about.ticket_id = before.id;
  about.owner_id = to;
  tell(tx, actor, about, "owner_changed");
}

Result<void> check_reason(std::string_view reason) {
  if (text::trim(reason).empty()) return invalid("owner_reason", "BlankValue", "escalation.error.owner_reason");
  if (text::length(reason) > 500) return invalid("owner_reason", "TooLong", "error.field.too_long", {{"max", "500"}});
  return {};
}

// Nobody needs to be told of the first owner, of nobody, or of a request that is closed.
bool tells(const tickets::Ticket& before, UserId to) { return before.owner_id && to && before.is_public && before.status != "closed"; }

}  // namespace

Result<tickets::Outcome> change_owner(db::Tx& tx, const tickets::Actor& actor, TicketId id, NewOwner wanted) {
  const auto before = tickets::find(tx, id);
  if (!before) return not_found();
  if (before->owner_id == wanted.to) return tickets::Outcome{*before};
  TRY(check_reason(wanted.reason));
  tickets::Change change;
  change.owner = wanted.to;
  if (wanted.tell && tells(*before, wanted.to) && api::rule_in_force("D6")) change.comment = letter_of(tx, *before, wanted.to);
  auto done = TRY(tickets::update(tx, actor, id, std::move(change)));
  note(tx, actor, *before, wanted.to, wanted.reason, done.comment_id);
  return done;
}

Result<std::function<void(db::Tx&, const tickets::Outcome&)>> owner_gate(api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in) {
  using After = std::function<void(db::Tx&, const tickets::Outcome&)>;
  if (!change.owner || !ticket.owner_id || *change.owner == ticket.owner_id || !api::rule_in_force("D6")) return After{};
  const std::string reason = string_at(in, "owner_reason").value_or("");
  TRY(check_reason(reason));
  const auto person = *change.owner ? people::find_user(tx, *change.owner) : std::nullopt;
  const tickets::Actor actor{UserId(c.caller.id), c.caller.via};
  const bool tell_customer = bool_at(in, "tell_owner").value_or(true) && tells(ticket, *change.owner) && person;
  return After([before = ticket, to = *change.owner, reason, actor, tell_customer](db::Tx& tx, const tickets::Outcome&) {
    CommentId comment;
    if (tell_customer) {
      tickets::Change more;
      more.comment = letter_of(tx, before, to);
      if (const auto told = tickets::update(tx, actor, before.id, std::move(more)); told.ok()) comment = told->comment_id;
    }
    note(tx, actor, before, to, reason, comment);
  });
}

Result<void> answer_gate(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, UserId writer) {
  if (!change.comment || !change.comment->is_public || writer == ticket.owner_id || !api::rule_in_force("A7") || !in_use(tx)) return {};
  const auto h = running_of(tx, ticket.id);
  if (!h || h->may_answer || h->to_id != writer) return {};
  return Error{ErrorCode::conflict, "escalation.error.owner_answers", {}, {}, {{"name", name_of(tx, ticket.owner_id ? ticket.owner_id : h->owner_id)}}};
}

}  // namespace sahay::escalation
