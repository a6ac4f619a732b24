// Call: a talk by phone with the customer of a ticket, or the attempt of one. Attempts in vain count; after three the
// closing sequence begins, which any word of the customer ends.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>

#include "desk/promises/promises.h"

namespace sahay::promises {

struct Call {
  Id<struct CallTag> id;
  TicketId ticket_id;
  UserId agent_id;
  std::string direction = "outbound";  // inbound, outbound
  std::string phone, outcome = "reached", text;  // outcome: reached, no_answer, voicemail, wrong_number
  std::int64_t seconds = 0;
  CommentId comment_id;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Call, (), (id, ticket_id, agent_id, direction, phone, outcome, text, seconds, comment_id, created_at))

inline constexpr std::string_view kOutcomes[] = {"reached", "no_answer", "voicemail", "wrong_number"};

// Writes the call and a private comment, keeps promises when the customer was reached, counts the attempt otherwise.
// Errors: not_found, invalid (outcome, direction, seconds).
Result<Call> log_call(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, Call call);
std::vector<Call> calls_of(db::Tx& tx, TicketId ticket);

// The customer has said something with this event: attempts and closing sequence end.
void customer_spoke(db::Tx& tx, TicketId ticket, std::int64_t event_id);
// The next step of the closing sequence; nothing happens where there is none.
Result<void> step_closing(db::Tx& tx, TicketId ticket);

}  // namespace sahay::promises
