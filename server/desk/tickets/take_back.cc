#include "desk/tickets/take_back.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/take_back_sql.h"
#include "desk/tickets/visible_text.h"

namespace sahay::tickets {
namespace {

// What lists show is that of the comment before.
void show_last(Ticket& ticket, const std::vector<Comment>& left) {
  const Comment& last = left.back();
  ticket.comment_count = std::int64_t(left.size());
  ticket.last_comment_id = last.id.value;
  ticket.last_public = last.is_public;
  ticket.last_author_role = last.author_role;
  ticket.snippet = snippet_of(visible_text(last));
}

}  // namespace

Result<TakenBack> take_back(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment_id) {
  const auto comment = find_comment(tx, comment_id);
  if (!comment || comment->ticket_id != id || comment->author_id != actor.id) return not_found();
  auto left = comments(tx, id);
  if (left.empty() || left.front().id == comment_id) return invalid("id", "InvalidValue", "error.field.first_comment");
  TakenBack out{*comment, {}, {}};
  out.reverted = TRY(revert(tx, actor, id, comment->event_id));
  for (const Attachment& file : attachments_of_comment(tx, comment_id))
    if (!file.upload_token.empty() && std::find(out.uploads.begin(), out.uploads.end(), file.upload_token) == out.uploads.end())
      out.uploads.push_back(file.upload_token);
  tx.execute(sql::take_back::free_files, comment_id);
  tx.execute(sql::take_back::remove_comment, comment_id);
  std::erase_if(left, [&](const Comment& one) { return one.id == comment_id; });
  auto ticket = find(tx, id);
  if (!ticket) return not_found();
  show_last(*ticket, left);
  ticket->updated_at = tx.now();
  emit_change(tx, "ticket.updated", actor, *ticket, {}, nullptr,
              {{"taken_back_comment_id", comment_id.value}, {"undoes", comment->event_id}});
  save_ticket(tx, *ticket);
  out.reverted.outcome.ticket = std::move(*ticket);
  return out;
}

}  // namespace sahay::tickets
