// Taking a comment back before it has left the desk (undo of send, C13): its words go, its files wait again under their
// upload tokens, and what the same change did to fields goes back where nobody touched it since. The audit of the
// change stays; another one says who took it back.
// Rule of use: the caller knows that no copy has left (desk/channels).
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/undo.h"

namespace sahay::tickets {

struct TakenBack {
  Comment comment;                  // as it was, for the draft
  std::vector<std::string> uploads;  // tokens of its files
  Reverted reverted;
};
// Errors: not_found (no such comment, or not the actor's own), invalid (the comment that opened the ticket).
Result<TakenBack> take_back(db::Tx& tx, const Actor& actor, TicketId id, CommentId comment);

}  // namespace sahay::tickets
