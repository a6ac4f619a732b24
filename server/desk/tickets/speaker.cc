#include "desk/tickets/speaker.h"

#include "desk/tickets/record.h"
#include "platform/api/rule_switch.h"

namespace sahay::tickets {
namespace {

constexpr char kRule[] = "C11";

void move_to(std::string_view speaker, Ticket& ticket) {
  ticket.speaker = speaker;
  ++ticket.speaker_version;
}

}  // namespace

void take_speaker(const Actor& actor, const Comment& comment, Ticket& ticket) {
  if (actor.bot || comment.automatic || comment.author_role == "end-user" || comment.author_role == "system") return;
  if (!comment.is_public || ticket.speaker == "human" || !api::rule_in_force(kRule)) return;
  move_to("human", ticket);
}

void take_by_hand(const Actor& actor, Ticket& ticket) {
  const bool by_itself = !actor.id || actor.bot || actor.rule || actor.via == "rule" || actor.via == "system";
  if (ticket.speaker == "bot" && !by_itself && api::rule_in_force(kRule)) move_to("human", ticket);
}

void choose_first_speaker(db::Tx& tx, const Actor& actor, const Comment& comment, Ticket& ticket) {
  take_speaker(actor, comment, ticket);
  if (!first_speaker || ticket.speaker != "none" || actor.via == kImport || actor.bot || comment.automatic) return;
  if (comment.author_role == "end-user" && comment.is_public && first_speaker(tx, actor, ticket, comment)) move_to("bot", ticket);
}

Result<Outcome> reply_as_bot(db::Tx& tx, const Actor& actor, TicketId id, NewComment comment, std::int64_t speaker_version) {
  const auto before = find(tx, id);
  if (!before) return not_found();
  if ((before->speaker != "bot" || before->speaker_version != speaker_version) && api::rule_in_force(kRule))
    return Error{ErrorCode::conflict, "error.speaker_is_human"};
  Actor bot = actor;
  bot.bot = true;
  Change change;
  change.comment = std::move(comment);
  return update(tx, bot, id, std::move(change));
}

Result<Outcome> set_speaker(db::Tx& tx, const Actor& actor, TicketId id, std::string_view speaker) {
  const auto before = find(tx, id);
  if (!before) return not_found();
  if (speaker != "bot" && speaker != "human" && speaker != "none") return invalid("speaker", "InvalidValue", "error.field.not_allowed", {{"allowed", "bot, human, none"}});
  if (before->speaker == speaker) return Outcome{*before};
  Ticket ticket = *before;
  move_to(speaker, ticket);
  ticket.updated_at = tx.now();
  ChangeList changes;
  changes.add_text("speaker", before->speaker, ticket.speaker);
  events::Event event = emit_change(tx, "ticket.updated", actor, ticket, changes, nullptr);
  save_ticket(tx, ticket);
  const std::int64_t event_id = event.id;
  return Outcome{std::move(ticket), event_id, {}, {}, std::move(event)};
}

}  // namespace sahay::tickets
