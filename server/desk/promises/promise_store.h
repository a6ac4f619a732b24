// Inside promises only: rows, their history, their events and timers.
// Threading: inside one Tx.
#pragma once

#include "desk/promises/promises.h"
#include "platform/jobs/jobs.h"

namespace sahay::promises {

inline constexpr char kAlarm[] = "promise.alarm";  // key: the promise
inline constexpr char kClosing[] = "promise.closing";  // key: the ticket

struct PromiseChange {
  std::int64_t id = 0;
  PromiseId promise_id;
  Time at;
  UserId actor_id;
  std::string what;
  Time due_at;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PromiseChange, (), (id, promise_id, at, actor_id, what, due_at, reason))

void insert(db::Tx& tx, const Promise& promise);
// Writes the row and sets, moves or removes its timer.
void save(db::Tx& tx, Promise& promise);
void set_timer(db::Tx& tx, const Promise& promise);
// One line of its history and one event.
void tell(db::Tx& tx, const tickets::Actor& actor, const Promise& promise, std::string_view what, const JsonObject& more = {});
// A request was merged into another, or that was undone.
void go_along(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket);
void come_back(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket);
// Ends it with a word of ours: kept in time, or late where it was missed.
void settle_by_word(db::Tx& tx, const tickets::Actor& actor, Promise& promise, CommentId by, Time at);
void settle(db::Tx& tx, const tickets::Actor& actor, Promise& promise, std::string_view state, std::string reason);

// Who must keep it: its owner, else who works on the ticket.
UserId keeper_of(const Promise& promise, const tickets::Ticket& ticket);
// In whose name the desk writes when nobody pressed a button: the keeper, a member of the group, an administrator.
UserId voice_of_desk(db::Tx& tx, const Promise& promise, const tickets::Ticket& ticket);
bool is_absent(db::Tx& tx, UserId user);

// How we stand with the customer of a ticket.
struct ContactState {
  TicketId id;
  std::string decision;  // "", instant, analysis
  Time decided_at;
  UserId decided_by;
  std::int64_t target_minutes = 0, attempts = 0, closing_stage = 0;
  Time closing_at, updated_at;
  std::int64_t since_event_id = 0;  // what happened before is in it already
};
BOOST_DESCRIBE_STRUCT(ContactState, (), (id, decision, decided_at, decided_by, target_minutes, attempts, closing_stage, closing_at, updated_at, since_event_id))
std::optional<ContactState> find_state(db::Tx& tx, TicketId ticket);
ContactState state_of(db::Tx& tx, TicketId ticket);
void save_state(db::Tx& tx, ContactState& state);

struct Settings {
  std::int64_t word_within_hours = 24;  // 0: no such rule
  bool word_in_working_hours = false;
  std::int64_t swept_comment_id = 0;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (word_within_hours, word_in_working_hours, swept_comment_id))
Settings settings_of(db::Tx& tx);
// When a person's word is due after a customer's message, by the desk's rule; a moment out of hours moves into them.
std::optional<Time> word_due(const Settings& settings, const calendar::Calendar& calendar, Time message);

calendar::Calendar calendar_for(db::Tx& tx, const tickets::Ticket& ticket);
std::string zone_of(const people::User* user);

// A public comment of the desk in somebody's name. `automatic`: no person wrote it, so it answers nothing.
Result<tickets::Outcome> write_to_customer(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, UserId author, std::string words, bool automatic);

}  // namespace sahay::promises
