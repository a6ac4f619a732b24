// Scheduled reply: an answer that is written now and goes out at its time, exactly as if its writer sent it then: the same
// rights, gates, changes of fields and promises. It goes out by itself only while nothing has happened that its writer would want
// to know: a word of the customer, an answer of somebody else, a ticket that was solved, closed, merged or deleted, a right
// that was lost, or a rule that refuses it now, holds it until a person decides.
//
// Events out (subject = ticket): scheduled_reply.held {"scheduled_reply_id", "reason", "tell":[users]}. Every step is an
// entry of the ticket's history (ticket.updated, field "scheduled_reply").
// Rule of use: schedule(), move(), cancel() and send() are the verbs; hear() is called for ticket.updated, ticket.deleted and
// ticket.erased; ring() is the handler of the job kSend (key: the reply).
// Threading: inside one Tx; ring() from any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "desk/tickets/tickets_api.h"
#include "platform/jobs/jobs.h"

namespace sahay::scheduled {

inline constexpr char kSend[] = "scheduled_reply.send";
inline constexpr char kHeld[] = "scheduled_reply.held";
inline constexpr auto kLongest = std::chrono::hours(24 * 366);
inline constexpr std::size_t kMostOfTicket = 10;

using ReplyId = Id<struct ScheduledReplyTag>;

struct ScheduledReply {
  ReplyId id;
  TicketId ticket_id;
  UserId author_id;
  std::string via;
  Time send_at;
  std::string state = "waiting";  // waiting, held, sent, cancelled
  std::string reason{};           // of a held one: customer_wrote, answered, solved, closed, merged, deleted, rights, refused
  RawJson why{"{}"};              // what refused it: {"key","arguments"}
  RawJson change{"{}"};           // the ticket object of PUT /tickets/{id}
  RawJson promises{"[]"};         // [{"due_at","kind"}], made with it
  std::int64_t seen_event_id = 0;
  bool was_solved = false;        // when it was written: then being solved holds nothing up
  CommentId comment_id;
  UserId decided_by;
  Time created_at, updated_at;

  bool open() const { return state == "waiting" || state == "held"; }
};
BOOST_DESCRIBE_STRUCT(ScheduledReply, (), (id, ticket_id, author_id, via, send_at, state, reason, why, change, promises, seen_event_id, was_solved, comment_id, decided_by, created_at, updated_at))

std::optional<ScheduledReply> find(db::Tx& tx, ReplyId id);
std::vector<ScheduledReply> open_of(db::Tx& tx, TicketId ticket);  // the next first

// What a request asks for; each may be missing where one is changed.
struct Wanted {
  std::optional<Time> send_at{};
  std::optional<JsonObject> change{};
  std::optional<JsonArray> promises{};
  std::optional<std::int64_t> seen_event{};  // the newest event that the person has before their eyes
};

// Errors of all verbs: invalid (the field and why), conflict (newer words: error.newer_comment; it is not open any more), and
// whatever sending the same answer now would refuse.
Result<ScheduledReply> schedule(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, Wanted wanted);
// Another time or other words. A held one waits again; who decides so answers in their own name.
Result<ScheduledReply> move(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply reply, Wanted wanted);
Result<ScheduledReply> cancel(db::Tx& tx, const tickets::Actor& actor, ScheduledReply reply);
// Now, in the name of the caller.
Result<ScheduledReply> send(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, ScheduledReply reply);

// Why it must not go out by itself; "" = nothing.
std::string obstacle(db::Tx& tx, const ScheduledReply& reply);
void hold(db::Tx& tx, ScheduledReply reply, std::string reason, RawJson why = {"{}"});
void hear(db::Tx& tx, const events::Event& event);
Result<void> ring(db::Store& store, const jobs::Job& job);

// Inside only: rows, and the entry of the history.
void save(db::Tx& tx, ScheduledReply& reply);
void note(db::Tx& tx, const tickets::Actor& actor, const ScheduledReply& reply, std::string_view what);

void add_scheduled_routes(api::Api& api);  // /tickets/{id}/scheduled_replies
void add_console_parts();                  // "scheduled_replies" in what the console reads of a ticket

}  // namespace sahay::scheduled
