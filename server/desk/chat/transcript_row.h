// The row of a letter that was asked for.
// Threading: values.
#pragma once

#include "desk/chat/conversation.h"

namespace sahay::chat {

struct Transcript {
  std::int64_t id = 0;
  VisitorId visitor_id{};
  std::string cid{};
  ConversationId conversation_id{};
  std::string address{};
  std::string mailbox{};  // the address without its plus part: what letters are counted by
  std::string source{}, locale{}, time_zone{};
  std::int64_t upto_seq = 0;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(Transcript, (), (id, visitor_id, cid, conversation_id, address, mailbox, source, locale, time_zone, upto_seq, created_at))

}  // namespace sahay::chat
