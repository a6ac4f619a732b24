// Gives an entry the next place in its conversation; who speaks, as the visitor sees it.
// Threading: inside one Tx.
#pragma once

#include "desk/chat/conversation.h"
#include "desk/tickets/comment.h"
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
  Time at{};  // none: now
};
Entry append(db::Tx& tx, const Conversation& conversation, const NewEntry& entry);
// visitor, agent, bot, system; other: another customer.
std::string role_of(const tickets::Comment& comment, UserId visitor);

}  // namespace sahay::chat
