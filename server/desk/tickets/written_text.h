// What the word index copies of a comment: its text, and what its ticket says of subject and requester. One look for
// many comments, where whole tickets, comments and users would be read for each.
// Threading: inside one Tx.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/db/store.h"

namespace sahay::tickets {

struct WrittenText {
  CommentId comment_id;
  TicketId ticket_id;
  bool is_public = false;
  std::string text, subject;
  UserId requester_id;  // none: the user is gone
  std::string requester_name, requester_email;
};
BOOST_DESCRIBE_STRUCT(WrittenText, (), (comment_id, ticket_id, is_public, text, subject, requester_id, requester_name, requester_email))

// Of those comments that are there, in any order; of deleted tickets too.
std::vector<WrittenText> written_texts(db::Tx& tx, std::span<const std::int64_t> comments);

}  // namespace sahay::tickets
