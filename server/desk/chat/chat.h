// The door of the chat: visitors' sessions and what they may do. A message is acknowledged after its commit; a repeat
// with the same client id gets the same acknowledgement.
// Events heard: ticket.created, ticket.updated (durable consumer "chat": public answers and changes become entries); of promises
// that the next step is another one.
// Rule of use: verbs run inside one Tx; `Wake` is told the visitor of each change and must call after the commit only.
// Threading: any thread.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "desk/chat/conversation.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/tickets/tickets.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::chat {

inline constexpr std::size_t kLongestText = 10'000;  // bytes of one message
inline constexpr std::size_t kMostFiles = 10;
inline constexpr std::size_t kLargestFile = 25'000'000;

// What a visitor is woken for: a new entry of a conversation, or how any of them stands (a promise).
enum class News { entry, standing };
using Wake = std::function<void(VisitorId, News)>;

// --- sessions: a token proves that this server made it; its row appears with the first message ---

std::string session_secret(db::Store& store);  // made once, kept in the database
std::string new_session(std::string_view secret);
bool is_session(std::string_view token, std::string_view secret);
// Of somebody whom the hosting site named (identity.h): stands for its visitor while the site's word lasts.
std::string new_identified_session(std::string_view secret);
bool is_identified_session(std::string_view token);
std::optional<Visitor> find_visitor(db::Tx& tx, std::string_view token);
// The token of an uploaded file names the session that it came from: nobody else can attach it to a message.
std::string new_upload_token(std::string_view session);
bool is_upload_of(std::string_view upload_token, std::string_view session);

// What hello told about the visitor's side.
struct Side {
  std::string locale = "en", time_zone = "UTC", page_url, page_title, referrer;
};

// --- verbs ---

struct Message {
  std::string cid, conv, text, name, email;  // conv "" = starts a conversation
  std::vector<std::string> uploads;
  bool wants_human = false;
};
struct Acknowledgement {
  std::string cid, conv;
  CommentId id;
  std::int64_t seq = 0;
  Time at;
  VisitorId visitor;
};
// Errors: invalid (field text, email, files, conv), too_many.
Result<Acknowledgement> send(db::Tx& tx, std::string_view token, const Side& side, const Message& message, const Wake& wake);
// Stops the bot for good in this conversation. Errors: not_found.
Result<void> ask_for_person(db::Tx& tx, VisitorId visitor, std::string_view conv, const Wake& wake);
Result<void> mark_seen(db::Tx& tx, VisitorId visitor, std::string_view conv, std::int64_t seq);
// "Did this solve it?", answered in the chat. Errors: not_found, conflict (it is not solved any more), invalid (solved, stars).
Result<void> answer_solved(db::Tx& tx, VisitorId visitor, std::string_view conv, satisfaction::NewRating given);
// A request of the visitor as a conversation: the one that is there, or a new one with the last public words of the request.
// Errors: not_found (not theirs).
Result<Conversation> open_request(db::Tx& tx, VisitorId visitor, TicketId id);
// The durable consumer: what the visitor may see of an event of a ticket.
void record(db::Tx& tx, const events::Event& event, const Wake& wake);
void record(db::Tx& tx, std::span<const events::Event* const> batch, const Wake& wake);
// The word of an event that its writer could take back when it was told: job kLateWord, whose payload is the event's id.
inline constexpr char kLateWord[] = "chat.late_word";
void record_late_word(db::Tx& tx, std::int64_t event_id, const Wake& wake);

// --- queries ---

std::vector<Conversation> conversations(db::Tx& tx, VisitorId visitor);  // newest first
std::optional<Conversation> find_conversation(db::Tx& tx, VisitorId visitor, std::string_view conv);
// What is theirs, newest news first: every request of the person whom the site named; of anybody else those that they talk in.
std::vector<tickets::Ticket> requests_of(db::Tx& tx, VisitorId visitor);
std::vector<Conversation> conversations_of_ticket(db::Tx& tx, TicketId ticket);  // several after a merge
std::vector<Entry> entries_after(db::Tx& tx, ConversationId conversation, std::int64_t seq, int limit);
// The event frame of an entry. A comment that is not public any more gives an empty message.
std::string event_frame(db::Tx& tx, const Conversation& conversation, const Entry& entry);
// A conversation as it stands; empty where its ticket is not this visitor's.
struct Head {
  std::string subject{}, next_step{};
  std::int64_t number = 0;
  bool asks = false;   // "did this solve it?"
  bool stars = false;  // and how the help was: nobody is asked for stars while not calm
};
Head head_of(db::Tx& tx, const Conversation& conversation, UserId visitor, i18n::Language language);
std::string head_frame(const Conversation& conversation, const Head& head);
void write_head(JsonWriter& writer, const Conversation& conversation, const Head& head);
// {"number","subject","status","next_step","updated_at"}.
void write_request(JsonWriter& writer, db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language);

}  // namespace sahay::chat
