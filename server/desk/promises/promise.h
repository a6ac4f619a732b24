// Promise: what a customer was told to expect and when, by a person, by the cadence of updates, by the checkpoint of an
// analysis, or by the desk's rule of a word within so many hours. The row and its pure rules.
// Rule of use: `state` says how it ended; settled_at says when nothing is owed any more. A missed promise stays owed
// until the customer hears from us.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::promises {

using PromiseId = Id<struct PromiseTag>;

// Wire words of the closed sets.
inline constexpr std::string_view kKinds[] = {"answer", "call", "fix", "visit", "document", "update"};
inline constexpr std::string_view kSources[] = {"person", "cadence", "analysis", "desk", "care"};
inline constexpr std::string_view kStates[] = {"open", "kept", "renegotiated", "missed", "cancelled"};
bool is_kind(std::string_view kind);

struct Promise {
  PromiseId id;
  TicketId ticket_id;
  std::string text;            // in words; "" = what its kind says
  std::string kind = "answer", source = "person", state = "open";
  Time due_at;
  std::string time_zone;       // in which the customer was told
  bool visible = true;         // to the customer
  UserId made_by, owner_id;    // owner: who must keep it; none: the ticket's assignee
  std::string reason;          // of a new time, a miss, a cancellation
  PromiseId replaces_id;       // whose new time it is
  CommentId comment_id;        // in which it was given
  CommentId kept_comment_id;   // by which it was settled
  std::int64_t since_event_id = 0;  // later words than this event's keep it
  Time created_at, updated_at, reminded_at, delay_told_at, missed_at, settled_at;

  bool owed() const { return !settled_at; }
};
BOOST_DESCRIBE_STRUCT(Promise, (), (id, ticket_id, text, kind, source, state, due_at, time_zone, visible, made_by, owner_id, reason, replaces_id, comment_id, kept_comment_id, since_event_id, created_at, updated_at, reminded_at, delay_told_at, missed_at, settled_at))

// What the customer got: by which promises are kept.
struct Word {
  bool reply = false;      // a person's public comment
  bool reached = false;    // by phone
  bool files = false;      // the comment came with files
  bool solved = false;
};
// answer and update: a reply or a talk; call: a talk; document: a reply with files; fix: solving. A visit is settled by
// hand.
bool keeps(const Word& word, std::string_view kind);

// When to remind, when to draft (or send) the notice of a delay, when it is missed. The leads grow with the time that
// the promise had: a quarter of it (5 minutes to 4 hours), an eighth of it (2 minutes to an hour).
struct Alarms {
  Time remind, delay, miss;
};
Alarms alarms_of(const Promise& promise);
// The next of them that has not been dealt with; unset: none.
Time next_alarm(const Promise& promise);

}  // namespace sahay::promises
