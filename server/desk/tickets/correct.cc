#include "desk/tickets/correct.h"

#include "desk/tickets/correct_sql.h"
#include "desk/tickets/tickets.h"
#include "platform/events/events.h"

namespace sahay::tickets {

bool correct_comment(db::Tx& tx, CommentId id, std::int64_t raw_mail, const CommentTexts& texts) {
  const auto comment = find_comment(tx, id);
  if (!comment || comment->raw_mail_id != raw_mail) return false;
  const bool same = comment->text == texts.text && comment->html == texts.html && comment->quote_html == texts.quote_html &&
                    comment->visible_begin == texts.visible_begin && comment->visible_end == texts.visible_end;
  if (same) return false;
  tx.execute(sql::correct::set_texts, id, texts.text, texts.html, texts.quote_html, texts.visible_begin, texts.visible_end);
  // Heard by the word index, which has the old words.
  events::Event event;
  event.kind = "ticket.redacted";
  event.subject_id = comment->ticket_id.value;
  event.via = "email";
  event.data.text = to_string(Json(JsonObject{{"comment_read_again", id.value}}));
  events::emit(tx, std::move(event));
  return true;
}

}  // namespace sahay::tickets
