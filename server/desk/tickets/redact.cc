#include "desk/tickets/redact.h"

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/redact_sql.h"
#include "platform/text/html.h"

namespace sahay::tickets {
namespace {

constexpr std::string_view kBox = "▇";

// As many boxes as characters, so that the shape of the text stays.
std::string boxes(std::string_view words) {
  std::string out;
  for (std::size_t i = text::length(words); i > 0; --i) out += kBox;
  return out;
}

// Blackens `words` in the text and moves the bounds of the visible part along.
void blacken(Comment& comment, std::string_view words) {
  const std::string cover = boxes(words);
  std::string out;
  std::int64_t begin = -1, end = -1;
  for (std::size_t at = 0; at <= comment.text.size();) {
    if (begin < 0 && std::int64_t(at) >= comment.visible_begin) begin = std::int64_t(out.size());
    if (end < 0 && std::int64_t(at) >= comment.visible_end) end = std::int64_t(out.size());
    if (at == comment.text.size()) break;
    if (std::string_view(comment.text).substr(at).starts_with(words)) {
      out += cover;
      at += words.size();
    } else {
      out += comment.text[at++];
    }
  }
  comment.visible_end = comment.visible_end ? end : 0;
  comment.visible_begin = comment.visible_begin ? begin : 0;
  comment.text = std::move(out);
}

std::string blackened_html(const std::string& html, std::string_view words) {
  return text::replace_all(html, text::escape_html(words), boxes(words));
}

struct Found {
  Ticket ticket;
  Comment comment;
};
Result<Found> load(db::Tx& tx, TicketId id, CommentId comment_id) {
  auto ticket = find(tx, id);
  auto comment = find_comment(tx, comment_id);
  if (!ticket || !comment || comment->ticket_id != id) return not_found();
  return Found{std::move(*ticket), std::move(*comment)};
}

void note(db::Tx& tx, std::string_view kind, const Actor& actor, Ticket& ticket, JsonObject more) {
  ticket.updated_at = tx.now();
  emit_change(tx, kind, actor, ticket, {}, nullptr, more);
  save_ticket(tx, ticket);
}

}  // namespace

Result<Comment> redact_text(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment_id, std::string_view words) {
  Found found = TRY(load(tx, id, comment_id));
  Comment& comment = found.comment;
  const std::string wanted(text::trim(words));
  if (wanted.empty()) return invalid("text", "BlankValue", "error.field.blank");
  const bool in_quote = text::html_to_text(comment.quote_html).find(wanted) != std::string::npos;
  if (comment.text.find(wanted) == std::string::npos && !in_quote) return invalid("text", "InvalidValue", "error.field.no_passage");
  blacken(comment, wanted);
  comment.html = blackened_html(comment.html, wanted);
  // Words that run across tags cannot be found in the markup: the plain text takes its place.
  if (text::html_to_text(comment.html).find(wanted) != std::string::npos) comment.html = text::text_to_html(comment.text);
  comment.quote_html = blackened_html(comment.quote_html, wanted);
  if (text::html_to_text(comment.quote_html).find(wanted) != std::string::npos) comment.quote_html.clear();
  tx.execute(sql::redact::set_texts, comment.id, comment.text, comment.html, comment.quote_html, comment.visible_begin, comment.visible_end);
  comment.raw_mail_id = 0;
  if (tx.scalar<std::int64_t>(sql::redact::first_comment, id) == comment.id.value) {
    found.ticket.description = comment.text;
    tx.execute(sql::redact::set_description, id, comment.text);
  }
  found.ticket.snippet = text::replace_all(found.ticket.snippet, wanted, boxes(wanted));
  if (found.ticket.subject.find(wanted) != std::string::npos) {
    found.ticket.subject = text::replace_all(found.ticket.subject, wanted, boxes(wanted));
    // The history has the subject too, as JSON text.
    const std::string quoted = to_string(Json(wanted));
    tx.execute(sql::redact::blacken_events, id, quoted.substr(1, quoted.size() - 2), boxes(wanted));
  }
  note(tx, "ticket.redacted", actor, found.ticket, {{"redacted_comment_id", comment.id.value}});
  return comment;
}

Result<Attachment> redact_file(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment_id, AttachmentId file_id) {
  Found found = TRY(load(tx, id, comment_id));
  for (Attachment& file : attachments_of_comment(tx, comment_id)) {
    if (file.id != file_id) continue;
    tx.execute(sql::redact::remove_file, file.id);
    file.deleted = true;
    file.file_name = "redacted.txt";
    note(tx, "ticket.redacted", actor, found.ticket, {{"redacted_comment_id", comment_id.value}, {"redacted_attachment_id", file.id.value}});
    return file;
  }
  return not_found();
}

Result<Comment> make_private(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment_id) {
  Found found = TRY(load(tx, id, comment_id));
  if (!found.comment.is_public) return found.comment;
  if (found.ticket.status == "closed") return invalid("status", "InvalidValue", "error.field.closed");
  tx.execute(sql::redact::make_private, comment_id);
  found.comment.is_public = false;
  found.ticket.is_public = tx.scalar<std::int64_t>(sql::redact::has_public, id).has_value();
  if (found.ticket.last_comment_id == comment_id.value) found.ticket.last_public = false;
  note(tx, "ticket.updated", actor, found.ticket, {{"private_comment_id", comment_id.value}});
  return found.comment;
}

Result<Comment> trust_comment(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment_id) {
  Found found = TRY(load(tx, id, comment_id));
  if (found.comment.trust == "verified") return found.comment;
  tx.execute(sql::redact::trust, comment_id);
  found.comment.trust = "verified";
  note(tx, "ticket.updated", actor, found.ticket, {{"trusted_comment_id", comment_id.value}});
  return found.comment;
}

}  // namespace sahay::tickets
