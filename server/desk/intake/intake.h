// The door of intake: what a request is (question, problem, complaint, request), which product it is about, which class it
// has by the company's criteria, and planned events.
//
// Changes are own changes of the ticket (event ticket.updated with the fields request_kind, asset_id, priority_class), so
// clocks, cadences and rules look again; conditions request_kind, priority_class, contract_tier and product; actions
// request_kind and priority_class.
// Rule of use: where nobody classifies, a ticket costs no query. Threading: Desk from any thread; the rest inside one Tx.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "desk/clients/clients.h"
#include "desk/intake/priority_rule.h"
#include "desk/tickets/tickets.h"

namespace sahay::intake {

inline constexpr std::string_view kKinds[] = {"question", "problem", "complaint", "request"};
bool is_kind(std::string_view kind);

struct Intake {
  TicketId id;
  std::string request_kind;
  clients::AssetId asset_id;
  std::string priority_class, computed_class;
  RawJson answers{"{}"};
  std::int64_t criteria_id = 0, points = 0;
  std::string override_reason;
  UserId overridden_by;
  Time overridden_at, updated_at;

  bool overridden() const { return bool(overridden_at); }
};
BOOST_DESCRIBE_STRUCT(Intake, (), (id, request_kind, asset_id, priority_class, computed_class, answers, criteria_id, points, override_reason, overridden_by, overridden_at, updated_at))

struct PriorityClass {
  std::string name;
  GroupId group_id;
  std::vector<std::int64_t> notify_user_ids;
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(PriorityClass, (), (name, group_id, notify_user_ids, updated_at))

std::optional<Intake> find_intake(db::Tx& tx, TicketId ticket);
// Whether another open ticket of the requester (of the newest 200) is of the kind complaint.
bool complains_elsewhere(db::Tx& tx, const tickets::Ticket& ticket);
std::string class_of(db::Tx& tx, TicketId ticket);      // "": none
std::map<TicketId, std::string> classes_between(db::Tx& tx, TicketId first, TicketId last);
Criteria criteria(db::Tx& tx);                          // that hold now
Criteria criteria_of(db::Tx& tx, std::int64_t id);      // by which a ticket was judged
std::vector<PriorityClass> classes(db::Tx& tx);
clients::Entitlement entitlement_of(db::Tx& tx, const tickets::Ticket& ticket, const std::optional<Intake>& intake);

// What changes; unset stays. Errors: not_found, invalid (request_kind, asset_id, answers, priority_class, reason missing).
struct Wish {
  std::optional<std::string> request_kind{};
  std::optional<clients::AssetId> asset{};
  std::optional<Answers> answers{};
  std::optional<std::string> priority_class{};  // against what the criteria say; "" = what they say
  std::string reason{};                         // of a class that the criteria did not give
};
Result<Intake> apply(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const Wish& wish);
// A plain client set the priority of a classified ticket: an override with the reason "API".
Result<void> priority_was_set(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket);

// Tells who must hear of a class at once. Set by app/wiring.cc; empty: nobody is told.
inline std::function<void(db::Tx&, const tickets::Ticket&, const std::string& priority_class, const std::vector<people::User>&)> tell_of_class;

// Whether anything is classified at all, kept so that a desk without classes pays nothing.
class Desk {
 public:
  bool in_use(db::Tx& tx);
  void used() { used_ = 1; }

 private:
  std::atomic<int> used_{-1};  // -1 not looked yet
};
Desk& desk();

void add_intake_rules();  // conditions and actions

}  // namespace sahay::intake
