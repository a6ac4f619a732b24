// Others of a client company who write are its reporters: the contact persons come into copy, and where the company wants
// it their request waits for a yes.
#include <algorithm>

#include "desk/clients/client_sql.h"
#include "desk/clients/clients.h"
#include "platform/api/rule_switch.h"

namespace sahay::clients {
namespace q = sql::client;

std::optional<Terms> find_terms(db::Tx& tx, OrganizationId organization) { return organization ? tx.one<Terms>(q::find_terms, organization) : std::nullopt; }
std::vector<ContactPerson> contacts_of(db::Tx& tx, OrganizationId organization) { return tx.all<ContactPerson>(q::contacts_of, organization); }
std::optional<ContactPerson> contact_of_user(db::Tx& tx, OrganizationId organization, UserId user) {
  return organization && user ? tx.one<ContactPerson>(q::contact_of_user, organization, user) : std::nullopt;
}

std::vector<people::User> reachable_contacts(db::Tx& tx, OrganizationId organization, UserId but) {
  std::vector<people::User> out;
  if (!organization) return out;
  for (const ContactPerson& contact : contacts_of(tx, organization)) {
    auto person = people::find_user(tx, contact.user_id);
    if (!person || !person->active || person->suspended || person->id == but) continue;
    if (contact_of_user(tx, organization, person->id)) out.push_back(std::move(*person));  // else they left the company
  }
  return out;
}

std::optional<people::User> account_manager(db::Tx& tx, OrganizationId organization) {
  const auto terms = api::rule_in_force("D1") ? find_terms(tx, organization) : std::nullopt;
  if (!terms) return std::nullopt;
  for (const UserId id : {terms->account_manager_id, terms->deputy_id})
    if (auto person = id ? people::find_user(tx, id) : std::nullopt; person && person->active && person->staff()) return person;
  return std::nullopt;
}

bool is_reporter(db::Tx& tx, const tickets::Ticket& ticket) {
  return ticket.organization_id && is_reporter(contacts_of(tx, ticket.organization_id), ticket);
}

bool is_reporter(const std::vector<ContactPerson>& contacts, const tickets::Ticket& ticket) {
  return !contacts.empty() && std::none_of(contacts.begin(), contacts.end(), [&](const ContactPerson& one) { return one.user_id == ticket.requester_id && one.may_open; });
}

bool Companies::in_use(db::Tx& tx) {
  if (used_ < 0 || (used_ == 0 && tx.engine() == db::Engine::postgres)) used_ = tx.scalar<std::int64_t>(q::any_contact) ? 1 : 0;
  return used_ == 1;
}

void Companies::complete(db::Tx& tx, const tickets::Actor&, tickets::Ticket& ticket) {
  if (!in_use(tx) || !api::rule_in_force("D2") || !is_reporter(tx, ticket)) return;
  const auto reporter = people::find_user(tx, ticket.requester_id);
  if (!reporter || reporter->staff()) return;
  const std::string rule = find_terms(tx, ticket.organization_id).value_or(Terms{}).reporter_rule;
  if (rule == "none") return;
  const std::vector<people::User> contacts = reachable_contacts(tx, ticket.organization_id, reporter->id);
  for (const people::User& person : contacts)
    if (std::find(ticket.email_cc_ids.begin(), ticket.email_cc_ids.end(), person.id.value) == ticket.email_cc_ids.end()) ticket.email_cc_ids.push_back(person.id.value);
  if (rule == "approve") {
    ticket.tags.push_back(kAwaitsApproval);
    if (ticket.status == "new" || ticket.status == "open") {
      ticket.status = "hold";
      ticket.status_rank = tickets::status_rank("hold");
    }
  }
  if (tell_of_report) tell_of_report(tx, ticket, *reporter, contacts);
}

Result<tickets::Ticket> approve(db::Tx& tx, const tickets::Actor& actor, TicketId id, bool yes) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket) return not_found();
  const auto contact = contact_of_user(tx, ticket->organization_id, actor.id);
  if (!contact || !contact->may_approve) return forbidden("approve");
  if (std::find(ticket->tags.begin(), ticket->tags.end(), kAwaitsApproval) == ticket->tags.end()) return invalid("id", "InvalidValue", "clients.error.not_waiting");
  tickets::Change change;
  change.remove_tags = {kAwaitsApproval};
  change.status = yes ? "open" : "solved";
  if (yes) change.add_tags = {kApproved};
  else change.add_tags = {"refused_by_contact"};
  change.forced = true;
  return TRY(tickets::update(tx, actor, id, std::move(change))).ticket;
}

}  // namespace sahay::clients
