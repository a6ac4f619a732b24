// The visitor's own requests, and one of them as a conversation. The right stands in the query (chat.sql, requests) alone.
#include "base/text.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"
#include "desk/chat/record.h"
#include "desk/tickets/unsent.h"
#include "platform/jobs/jobs.h"

namespace sahay::chat {
namespace q = sql::chat;
namespace {

constexpr int kListed = 50;
constexpr std::size_t kLastWords = 100;

// `joined`: what happened up to this event is in its entries already.
Conversation begin_conversation(db::Tx& tx, VisitorId visitor, const tickets::Ticket& ticket, std::int64_t joined) {
  const ConversationId id(tx.new_id("chat_conversations"));
  tx.execute(q::insert_conversation, id, text::random_token(12), visitor, ticket.id, tx.now());
  tx.execute(q::open_conversation, id, visible_status(ticket.status), ticket.assignee_id, joined);
  return *tx.one<Conversation>(q::find_conversation, id);
}

// The last public words. One that its writer may still take back comes when it leaves.
std::vector<tickets::Comment> words_of(db::Tx& tx, const tickets::Ticket& ticket, std::int64_t& joined) {
  auto words = tickets::comments(tx, ticket.id, true);
  std::erase_if(words, [&](const tickets::Comment& comment) {
    const Time until = tickets::held_until(tx, ticket, comment);
    if (!until) return false;
    joined = std::min(joined, comment.event_id - 1);
    jobs::set(tx, kLateWord, std::to_string(comment.id.value), until, std::to_string(comment.event_id));
    return true;
  });
  if (words.size() > kLastWords) words.erase(words.begin(), words.end() - std::ptrdiff_t(kLastWords));
  return words;
}

}  // namespace

std::vector<tickets::Ticket> requests_of(db::Tx& tx, VisitorId visitor) { return tx.all<tickets::Ticket>(q::requests, visitor, 0, kListed); }

Result<Conversation> open_request(db::Tx& tx, VisitorId visitor, TicketId id) {
  const auto ticket = id ? tx.one<tickets::Ticket>(q::requests, visitor, id, 1) : std::nullopt;
  if (!ticket) return not_found("request");
  if (auto known = tx.one<Conversation>(q::conversation_of_ticket, visitor, ticket->id)) return *std::move(known);
  std::int64_t joined = ticket->last_event_id;
  const auto words = words_of(tx, *ticket, joined);
  const Conversation made = begin_conversation(tx, visitor, *ticket, joined);
  for (const tickets::Comment& comment : words)
    append(tx, made, {.kind = "msg", .comment_id = comment.id, .author_id = comment.author_id, .author_role = role_of(comment, ticket->requester_id), .at = comment.created_at});
  return *tx.one<Conversation>(q::find_conversation, made.id);
}

}  // namespace sahay::chat
