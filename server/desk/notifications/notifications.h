// The door of notifications: hears what happens, keeps what each person is told of, unread until they have read it.
// Rule of use: hear() is a durable handler for kHeard; the rest are verbs and queries of one person's own rows. Words
// for people are made by described(), with the rights of that moment.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <vector>

#include "desk/notifications/preferences.h"
#include "desk/people/user.h"
#include "platform/api/caller.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::notifications {

inline const std::vector<std::string> kHeard = {
    "ticket.created",    "ticket.updated", "ticket.erased", "clock.warned", "clock.breached", "promise.due_soon",
    "promise.delay_due", "promise.missed", "handover.made", "mail.held",    "user.erased",
    "scheduled_reply.held"};
inline constexpr char kChanged[] = "notification.changed";
inline constexpr auto kKeptFor = std::chrono::hours(24 * 30);

using NotificationId = Id<struct NotificationTag>;

struct Notification {
  NotificationId id;
  std::int64_t position = 0;
  UserId user_id;
  std::int64_t ticket_id = 0;  // 0: of no ticket
  std::string kind;
  std::int64_t times = 1;
  UserId actor_id;
  std::int64_t event_id = 0;
  bool shown = true, digest = false;
  Time created_at, updated_at, read_at;
};
BOOST_DESCRIBE_STRUCT(Notification, (),
                      (id, position, user_id, ticket_id, kind, times, actor_id, event_id, shown, digest, created_at,
                       updated_at, read_at))

void hear(db::Tx& tx, const events::Event& event);

// Further ways to reach a person, called in the transaction of a new fact; set once at start.
inline std::function<void(db::Tx&, const people::User&, const Preferences&, const Notification&)> reach_further;

Preferences preferences_of(db::Tx& tx, UserId user);
void save(db::Tx& tx, const Preferences& preferences);

std::int64_t unread(db::Tx& tx, UserId user);  // 100: a hundred or more
// False: there is no such row of this person. Reading again changes nothing.
bool mark_read(db::Tx& tx, UserId user, NotificationId id);
void mark_ticket_read(db::Tx& tx, UserId user, TicketId ticket);
void mark_all_read(db::Tx& tx, UserId user);

// A row in words: subject and person are empty when the reader may not see the ticket (any more).
struct Described {
  Notification row;
  bool visible = false;
  std::string subject, actor, text;
};
std::vector<Described> described(db::Tx& tx, const api::Caller& reader, std::vector<Notification> rows,
                                 i18n::Language language);

void forget_old(db::Tx& tx);

}  // namespace sahay::notifications
