// Correct: a comment that came by mail is read anew by a better reader; who wrote it, when and to whom stays.
// Threading: inside one Tx.
#pragma once

#include <string>

#include "desk/tickets/comment.h"
#include "platform/db/store.h"

namespace sahay::tickets {

struct CommentTexts {
  std::string text, html, quote_html;
  std::int64_t visible_begin = 0, visible_end = 0;
};

// False when nothing changed, or when the comment was redacted: then its mail must not bring the words back.
bool correct_comment(db::Tx& tx, CommentId id, std::int64_t raw_mail, const CommentTexts& texts);

}  // namespace sahay::tickets
