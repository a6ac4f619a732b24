// Gives an entry the next place in its conversation.
// Threading: inside one Tx.
#pragma once

#include "desk/chat/conversation.h"
#include "platform/db/store.h"

namespace sahay::chat {

struct NewEntry {
  std::string kind;
  CommentId comment_id{};
  std::int64_t event_id = 0;
  UserId author_id{};
  std::string author_role{};
  std::string cid{};
  std::string status{};
};
Entry append(db::Tx& tx, const Conversation& conversation, const NewEntry& entry);

}  // namespace sahay::chat
