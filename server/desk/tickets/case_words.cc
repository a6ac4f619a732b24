#include "desk/tickets/case_words.h"

#include <algorithm>

#include "desk/tickets/attachments.h"
#include "desk/tickets/case_reply.h"
#include "desk/tickets/ticket_case_sql.h"
#include "platform/api/rule_switch.h"
#include "platform/text/html.h"

namespace sahay::tickets {
namespace {

// Of the same customer, and known to them: a case may hold tickets of others, and notes that became tickets.
std::vector<PartOfCase> open_parts(db::Tx& tx, const Case& together, const Ticket& lead) {
  std::vector<PartOfCase> out;
  for (const Ticket& ticket : tx.all<Ticket>(sql::ticket_case::members, together.id))
    if (ticket.id != lead.id && ticket.status != "closed" && ticket.requester_id == lead.requester_id && ticket.is_public)
      out.push_back({ticket.id.value, ticket.description});
  return out;
}

std::optional<Case> led_by(db::Tx& tx, const Ticket& lead) {
  if (!lead.case_id || !api::rule_in_force("A3")) return std::nullopt;
  auto together = find_case(tx, lead.case_id);
  return together && together->ticket_id == lead.id ? std::move(together) : std::nullopt;
}

JsonObject place(TicketId ticket, CommentId comment) { return {{"ticket_id", ticket.value}, {"comment_id", comment.value}}; }

// The comment remembers where its words went.
void mark_moved(db::Tx& tx, const Comment& comment, const std::vector<std::int64_t>& tickets) {
  auto parsed = parse_json(comment.via.text);
  JsonObject via = parsed.ok() && parsed->is_object() ? parsed->get_object() : JsonObject{};
  via["moved_to"] = JsonArray(tickets.begin(), tickets.end());
  tx.execute(sql::ticket_case::set_via, comment.id, to_string(Json(std::move(via))));
}

NewComment copy_for(db::Tx& tx, const Comment& comment, std::string words) {
  NewComment copy;
  copy.author = comment.author_id;
  copy.is_public = comment.is_public;
  copy.channel = comment.channel;
  copy.trust = comment.trust;
  copy.via = RawJson{to_string(Json(JsonObject{{"copied_from", place(comment.ticket_id, comment.id)}}))};
  if (words.empty()) {
    copy.text = comment.text;
    copy.html = comment.html;
    copy.visible_begin = comment.visible_begin;
    copy.visible_end = comment.visible_end;
    copy.quote_html = comment.quote_html;
  } else {
    copy.text = std::move(words);
  }
  for (const Attachment& file : attachments_of_comment(tx, comment.id))
    copy.attachments.push_back(add_attachment(tx, {file.file_name, file.content_type, file.content_id, file.is_inline}, file.sha256, file.size, "", file.uploaded_by).id);
  return copy;
}

// One answer to several parts: it stands whole in the ticket of the message, and each part has its own lines.
Result<Outcome> share_out(db::Tx& tx, const Actor& actor, const Ticket& lead, NewComment comment, const std::vector<PieceOfReply>& pieces) {
  Change change;
  change.comment = std::move(comment);
  Outcome whole = TRY(update(tx, actor, lead.id, std::move(change)));
  std::vector<std::int64_t> tickets;
  for (const PieceOfReply& piece : pieces) {
    TRY(receive(tx, actor, TicketId(piece.ticket), copy_for(tx, *whole.comment, piece.text)));
    tickets.push_back(piece.ticket);
  }
  mark_moved(tx, *whole.comment, tickets);
  return whole;
}

}  // namespace

Result<std::optional<Outcome>> give_to_parts(db::Tx& tx, const Actor& actor, const Ticket& lead, NewComment& comment) {
  if (actor.via == "chat") return std::optional<Outcome>();
  const auto together = led_by(tx, lead);
  if (!together) return std::optional<Outcome>();
  const std::string said = comment.text.empty() ? text::html_to_text(comment.html) : comment.text;
  const auto pieces = match_reply(said, open_parts(tx, *together, lead));
  if (pieces.empty()) return std::optional<Outcome>();
  if (pieces.size() > 1) return std::optional<Outcome>(TRY(share_out(tx, actor, lead, std::move(comment), pieces)));
  return std::optional<Outcome>(TRY(receive(tx, actor, TicketId(pieces.front().ticket), std::move(comment))));
}

void note_word(db::Tx& tx, const Ticket& lead, const Comment& comment) {
  if (comment.author_role != "end-user") return;
  const auto together = led_by(tx, lead);
  if (together && !open_parts(tx, *together, lead).empty()) tx.execute(sql::ticket_case::insert_word, comment.id, together->id, lead.id, tx.now());
}

std::vector<CaseWord> waiting_words(db::Tx& tx, std::int64_t case_id) { return tx.all<CaseWord>(sql::ticket_case::waiting_words, case_id); }

Result<CaseWord> assign_word(db::Tx& tx, const Actor& actor, CommentId id, TicketId part) {
  auto word = tx.one<CaseWord>(sql::ticket_case::find_word, id);
  const auto comment = find_comment(tx, id);
  if (!word || !comment) return not_found();
  if (word->state != "open") return Error{ErrorCode::conflict, "error.word_decided"};
  const auto target = find(tx, part);
  const auto home = find(tx, word->ticket_id);
  if (!target || !home || target->case_id != word->case_id || target->requester_id != home->requester_id) return invalid("ticket_id", "InvalidValue", "error.field.no_ticket");
  if (target->status == "closed") return invalid("ticket_id", "InvalidValue", "error.field.closed");
  word->state = part == word->ticket_id ? "kept" : "assigned";
  word->assigned_to = part;
  word->decided_by = actor.id;
  word->decided_at = tx.now();
  tx.execute(sql::ticket_case::decide_word, id, word->state, word->assigned_to, word->decided_by, word->decided_at);
  if (word->state == "kept") return *word;
  TRY(receive(tx, actor, part, copy_for(tx, *comment, "")));
  mark_moved(tx, *comment, {part.value});
  // The ticket of the message had opened for this word; with its last one decided it waits for its parts again.
  const auto lead = find(tx, word->ticket_id);
  if (lead && lead->status == "open" && waiting_words(tx, word->case_id).empty()) {
    Change wait;
    wait.status = "hold";
    TRY(update(tx, {UserId{}, "system"}, lead->id, std::move(wait)));
  }
  return *word;
}

}  // namespace sahay::tickets
