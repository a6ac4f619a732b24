// The door of clients: contracts and assets with look-up and entitlement; contact persons and what they may; the rule for
// reporters.
// Rule of use: the rule runs while a ticket is made (tickets/completing.h); where no company has contact persons it costs
// nothing (SQLite) or one query (PostgreSQL, where another process may have named the first).
// Threading: Companies from any thread; the rest inside one Tx.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "base/live_text.h"
#include "desk/clients/company.h"
#include "desk/clients/contract.h"
#include "desk/tickets/tickets.h"

namespace sahay::clients {

inline constexpr char kAwaitsApproval[] = "awaits_approval";  // tags of a reporter's request
inline constexpr char kApproved[] = "approved_by_contact";

std::string today_of(db::Tx& tx);  // the day in the desk's zone
inline LiveText desk_zone = "UTC";

std::optional<Asset> find_asset(db::Tx& tx, AssetId id);
// By the whole serial number or licence; the first that fits.
std::optional<Asset> asset_of_serial(db::Tx& tx, std::string_view serial);
// What begins with these words: serial, licence, name, contract number; those of the person and the company first. With
// no words: theirs alone.
std::vector<Asset> look_up(db::Tx& tx, std::string_view words, OrganizationId organization, UserId user, int most = 8);

// What a customer is entitled to today: by the asset's contract, else by the company's. None valid: tier "".
struct Entitlement {
  std::string tier;
  std::optional<Contract> contract{};
  bool ended = false;  // there is a contract, and none that holds today
};
Entitlement entitlement(db::Tx& tx, const std::optional<Asset>& asset, OrganizationId organization);

std::optional<Terms> find_terms(db::Tx& tx, OrganizationId organization);
std::vector<ContactPerson> contacts_of(db::Tx& tx, OrganizationId organization);
std::optional<ContactPerson> contact_of_user(db::Tx& tx, OrganizationId organization, UserId user);
// Those who can be written to: of the company still, active, and not the reader themselves.
std::vector<people::User> reachable_contacts(db::Tx& tx, OrganizationId organization, UserId but);
// Who of us answers for the company: its account manager, else the deputy; none: nobody was named, or both are gone.
std::optional<people::User> account_manager(db::Tx& tx, OrganizationId organization);
// Somebody of the company who writes without being (or being allowed to open as) a contact person.
bool is_reporter(db::Tx& tx, const tickets::Ticket& ticket);
bool is_reporter(const std::vector<ContactPerson>& contacts, const tickets::Ticket& ticket);  // contacts of its organization

class Companies {
 public:
  void complete(db::Tx& tx, const tickets::Actor& actor, tickets::Ticket& ticket);
  void changed() { used_ = 1; }

 private:
  bool in_use(db::Tx& tx);
  std::atomic<int> used_{-1};  // -1 not looked yet
};
// Tells a new ticket's reporter and contact persons that they are named in it. Set by app/wiring.cc; empty: nobody is told.
inline std::function<void(db::Tx&, const tickets::Ticket&, const people::User& reporter, const std::vector<people::User>& contacts)> tell_of_report;
inline std::function<void()> contacts_changed;

// Errors: not_found, invalid (not waiting), forbidden.
Result<tickets::Ticket> approve(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, bool yes);

}  // namespace sahay::clients
