// The door of promises: make one, give it a new time, keep or cancel it; what a customer is told to expect.
//
// Events out (subject_id = ticket): promise.made, promise.kept, promise.renegotiated, promise.cancelled, promise.due_soon,
// promise.delay_due (a delay notice waits to be sent), promise.delay_told, promise.missed; call.logged; triage.decided.
// Their data: {"promise_id","kind","source","due_at","owner_id","visible"} and what is particular.
// Rule of use: folders above make promises through this header; rules and saved answers by the action "promise".
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/i18n.h"
#include "base/live_text.h"
#include "desk/promises/promise.h"
#include "desk/tickets/tickets.h"
#include "platform/calendar/schedule.h"

namespace sahay::promises {

struct NewPromise {
  Time due_at;                  // must lie ahead, at most two years
  std::string text{};           // at most 500 code points
  std::string kind = "answer", source = "person";
  std::string time_zone{};      // none: the customer's
  bool visible = true;
  UserId owner{};               // none: the actor when staff, else the ticket's assignee
  CommentId comment{};          // in which it was given
};
// Errors: not_found (ticket), invalid (due_at, kind, text).
Result<Promise> make(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewPromise wanted);

// A new time for what is still owed: the old promise ends as renegotiated (a missed one stays missed), the new one is
// given back. With `tell` the customer is told the new time and the reason in a public comment in their language.
// Errors: not_found, conflict (nothing is owed), invalid (due_at, reason missing).
struct NewTime {
  Time due_at;
  std::string reason{};
  bool tell = true;
  std::string words{};          // instead of the drafted ones
  bool automatic = false;       // nobody pressed a button
};
Result<Promise> renegotiate(db::Tx& tx, const tickets::Actor& actor, PromiseId promise, NewTime wanted);
Result<Promise> keep(db::Tx& tx, const tickets::Actor& actor, PromiseId promise, CommentId by = {});
Result<Promise> cancel(db::Tx& tx, const tickets::Actor& actor, PromiseId promise, std::string reason);

std::optional<Promise> find_promise(db::Tx& tx, PromiseId id);
std::vector<Promise> of_ticket(db::Tx& tx, TicketId ticket);  // oldest first
std::vector<Promise> owed(db::Tx& tx, TicketId ticket);       // the next first

// What happens next, as the customer is told: by the visible promise that comes first, else by what such requests
// usually take. `when` unset: nothing can be said.
struct NextStep {
  std::optional<Promise> promise{};
  std::string person{};         // "" = nobody has it yet
  Time when{};
  bool late = false;            // `when` has passed and the customer has not heard from us
  bool analysis = false;        // the expected solution is not known before the diagnosis
  Time solution_by{};           // usual time of a solution; unset: not known
  std::string words;            // all of it in one or two sentences
};
NextStep next_step(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language);

// Working hours of a ticket. Set by app/wiring.cc from the clocks; empty: every hour counts.
inline std::function<calendar::Calendar(db::Tx&, const tickets::Ticket&)> calendar_of;
// Whether an agent said in their availability that they are away. Set by app/wiring.cc.
inline std::function<bool(db::Tx&, UserId)> said_away;
// The zone of people of whom none is known.
inline LiveText desk_zone = "UTC";
// One line for each thing that happened since `since` and that the customer may know, for drafted updates. Others add
// theirs before the server starts (facts, procedures).
using LatestFacts = std::function<std::vector<std::string>(db::Tx&, const tickets::Ticket&, Time since, i18n::Language)>;
inline std::vector<LatestFacts> latest_facts;

}  // namespace sahay::promises
