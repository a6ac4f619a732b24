// Redaction: what must not stay (a card number, a wrong addressee). Texts are blackened in every place that holds them,
// files are taken away, a comment is made private or trusted; nothing else is ever changed in what was said.
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// Every character of `words` becomes a black box in the comment, its quotation and the ticket's description. The raw mail
// is no longer shown. Errors: not_found, invalid text (blank, or not in the comment).
Result<Comment> redact_text(db::Tx& tx, const Actor& actor, TicketId ticket, CommentId comment, std::string_view words);
Result<Attachment> redact_file(db::Tx& tx, const Actor& actor, TicketId ticket, CommentId comment, AttachmentId file);
// Only agents read it from now on; repeating it changes nothing. Errors: not_found, invalid (closed ticket).
Result<Comment> make_private(db::Tx& tx, const Actor& actor, TicketId ticket, CommentId comment);
// The actor answers for the author: the comment is marked as verified. Repeating it changes nothing. Errors: not_found.
Result<Comment> trust_comment(db::Tx& tx, const Actor& actor, TicketId ticket, CommentId comment);

}  // namespace sahay::tickets
