// Facts: what conditions may know of one ticket: the row, what just happened to it, and the people around it, loaded
// when a condition asks for them.
// Rule of use: one Facts for one ticket inside one transaction; call refresh() after the ticket was changed.
// Threading: inside one Tx.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct FieldChange {
  std::string field;  // as in events: "status", "assignee_id", "tags", "<id of a custom field>"
  Json from, to;
};

// One event as conditions see it: "update type", "changed from", "comment is public", who did it and by which way.
struct Happening {
  bool created = false;
  std::vector<FieldChange> changes{};
  std::optional<Comment> comment{};
  UserId actor{};
  std::string actor_role{};  // end-user, agent, admin, bot, system
  std::string via{};

  const FieldChange* change_of(std::string_view field) const;
  // Adds later changes of the same update: the first `from` stays.
  void absorb(const Happening& later);
};
Happening happening_of(db::Tx& tx, const events::Event& event);

// When the ticket last changed in one respect, where that is later than its creation (keep_times writes them).
struct TicketTimes {
  TicketId ticket_id;
  Time status_at, assigned_at, group_at, requester_at, assignee_at, public_reply_at;
};
BOOST_DESCRIBE_STRUCT(TicketTimes, (), (ticket_id, status_at, assigned_at, group_at, requester_at, assignee_at, public_reply_at))
// Keeps the times of one ticket from its events; a durable consumer.
void keep_times(db::Tx& tx, const events::Event& event);

class Facts {
 public:
  // current_user: who acts or looks (macros, views); none in automations. happening: null where nothing happened.
  Facts(db::Tx& tx, Ticket ticket, UserId current_user = {}, const Happening* happening = nullptr)
      : tx_(tx), ticket_(std::move(ticket)), current_user_(current_user), happening_(happening) {}

  db::Tx& tx() { return tx_; }
  const Ticket& ticket() const { return ticket_; }
  const Happening* happening() const { return happening_; }
  UserId current_user() const { return current_user_; }
  Time now() const { return tx_.now(); }

  const std::optional<people::User>& requester();
  const std::optional<people::User>& assignee();
  const std::optional<people::User>& current();
  const std::optional<people::Organization>& organization();
  const std::vector<std::int64_t>& current_groups();  // of the current user
  const JsonObject& custom_fields();
  const TicketTimes& times();  // with the time of creation where nothing changed since
  void refresh(Ticket ticket);

 private:
  db::Tx& tx_;
  Ticket ticket_;
  UserId current_user_;
  const Happening* happening_;
  std::optional<std::optional<people::User>> requester_, assignee_, current_;
  std::optional<std::optional<people::Organization>> organization_;
  std::optional<std::vector<std::int64_t>> groups_;
  std::optional<JsonObject> custom_fields_;
  std::optional<TicketTimes> times_;
};

}  // namespace sahay::tickets
