// Visitor, Conversation and Entry: the nouns of the widget's chat. A conversation is a ticket with channel "chat" as
// its visitor sees it: entries in a sequence without holes, public ones only.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::chat {

using VisitorId = Id<struct ChatVisitorTag>;
using ConversationId = Id<struct ChatConversationTag>;

struct Visitor {
  VisitorId id;
  UserId user_id;      // none until the first message
  std::string name, email, locale, time_zone, page_url, page_title, referrer;
  Time created_at, seen_at;
  bool identified = false;  // the hosting site said who it is; user_id is that person
};
BOOST_DESCRIBE_STRUCT(Visitor, (), (id, user_id, name, email, locale, time_zone, page_url, page_title, referrer, created_at, seen_at, identified))

struct Conversation {
  ConversationId id;
  std::string conv;    // opaque name on the wire
  VisitorId visitor_id;
  TicketId ticket_id;
  std::int64_t last_seq = 0, seen_seq = 0;
  std::string status;  // open, pending, solved, closed
  UserId assignee_id;
  Time created_at;
  std::int64_t joined_event = 0;  // what happened in the ticket up to this event is not this visitor's
};
BOOST_DESCRIBE_STRUCT(Conversation, (), (id, conv, visitor_id, ticket_id, last_seq, seen_seq, status, assignee_id, created_at, joined_event))

// One thing that happened, as the visitor may see it. kind: msg, status, assign, handover.
struct Entry {
  ConversationId conversation_id;
  std::int64_t seq = 0;
  std::string kind;
  CommentId comment_id;
  std::int64_t event_id = 0;
  UserId author_id;
  std::string author_role;  // visitor, agent, bot, system, other (another customer of the same request)
  std::string cid;          // of the visitor's own message
  std::string status;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (conversation_id, seq, kind, comment_id, event_id, author_id, author_role, cid, status, created_at))

// What the visitor is told of a ticket's status: new, open and hold are all "open".
std::string visible_status(std::string_view ticket_status);
// A client id: 1 to 64 letters, digits and dashes.
bool is_client_id(std::string_view cid);
// The first line of a message, as the subject of its ticket.
std::string subject_of(std::string_view text);

}  // namespace sahay::chat
