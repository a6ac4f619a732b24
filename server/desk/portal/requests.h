// What a customer may see and do of tickets: own ones, those copied to them, their organization's by right; public
// comments only.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/people/people.h"
#include "desk/site/form_files.h"
#include "desk/tickets/tickets.h"

namespace sahay::portal {

using site::StoredFile;

// Organizations whose every request the user may see.
std::vector<OrganizationId> shared_organizations(db::Tx& tx, UserId user);
bool may_see(db::Tx& tx, const tickets::Ticket& ticket, UserId user);
std::optional<tickets::Ticket> find_request(db::Tx& tx, TicketId id, UserId user);
std::vector<tickets::Ticket> requests_of(db::Tx& tx, UserId user);             // newest news first
std::vector<tickets::Ticket> requests_of_company(db::Tx& tx, UserId user);

// Who speaks to the customer: the owner, else the assignee.
std::optional<people::User> person_of(db::Tx& tx, const tickets::Ticket& ticket);
// When staff first did or said something; unset when not yet.
Time read_at(db::Tx& tx, const tickets::Ticket& ticket);

// Errors: not_found, invalid (field text), forbidden (closed).
Result<void> reply(db::Tx& tx, UserId user, TicketId id, std::string_view text, const std::vector<StoredFile>& files);
Result<void> confirm_solved(db::Tx& tx, UserId user, TicketId id);
// A person instead of the bot (C11). Nothing happens where no bot speaks. Errors: not_found.
Result<void> ask_for_person(db::Tx& tx, UserId user, TicketId id);

struct NewRequest {
  std::string form_key;   // the same key twice is the same request
  std::string source;
  std::string subject, details, tried, urgency;  // urgency: stopped, slow, question
  std::string name, email;                       // of somebody who is not signed in
  std::string locale;
  std::string tried_label;                       // "What did you already try?" in the reader's language
  std::vector<StoredFile> files;
  std::string kind;                              // question, problem, complaint, request; "" = not said
};
// Keeps the kind of a new request. Set once at start by app/wiring.cc from the floor of intake; empty: nobody is asked.
inline std::function<Result<void>(db::Tx&, UserId, TicketId, const std::string& kind)> kind_chosen;
// What is wrong with the fields. Errors: invalid (fields subject, details, tried, email).
Result<void> check_request(const std::optional<people::User>& user, const NewRequest& wanted);
// Errors: those of check_request, too_many.
Result<TicketId> create_request(db::Tx& tx, const std::optional<people::User>& user, const NewRequest& wanted);

}  // namespace sahay::portal
