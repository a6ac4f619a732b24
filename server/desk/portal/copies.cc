#include "desk/portal/copies.h"

#include <algorithm>

#include "base/text.h"
#include "desk/site/form_fields.h"
#include "desk/site/page.h"

namespace sahay::portal {
namespace {

using site::Html;
using site::Markup;
using site::say;

bool may_change(db::Tx& tx, const tickets::Ticket& ticket, UserId user) {
  if (ticket.status == "closed") return false;
  if (ticket.requester_id == user) return true;
  const auto shared = shared_organizations(tx, user);
  return ticket.organization_id && std::find(shared.begin(), shared.end(), ticket.organization_id) != shared.end();
}

Result<void> save(db::Tx& tx, UserId by, const tickets::Ticket& ticket, std::vector<std::int64_t> copies) {
  tickets::Change change;
  change.email_ccs = std::move(copies);
  TRY(tickets::update(tx, {by, "web"}, ticket.id, std::move(change)));
  return {};
}

Error wrong(const char* key, std::vector<std::pair<std::string, std::string>> args = {}) { return invalid("email", "InvalidValue", key, std::move(args)); }

}  // namespace

Result<void> add_copy(db::Tx& tx, UserId by, TicketId id, std::string_view given, const std::string& locale) {
  const auto ticket = find_request(tx, id, by);
  if (!ticket || !may_change(tx, *ticket, by)) return not_found("request");
  const std::string address = people::address_key(std::string(given));
  if (!people::is_address(address)) return wrong("portal.error_email");
  auto copies = ticket->email_cc_ids;
  if (copies.size() >= kMostCopies) return wrong("portal.copies_full", {{"n", std::to_string(kMostCopies)}});
  if (is_ours && is_ours(address)) return wrong("portal.copies_not_this");
  const people::User person = TRY(people::find_or_create(tx, address, "", locale));
  // Our own people see the request anyway, and are not to be reached past their deadlines.
  if (person.staff() || !person.active || person.suspended) return wrong("portal.copies_not_this");
  if (person.id == ticket->requester_id || std::find(copies.begin(), copies.end(), person.id.value) != copies.end()) return {};
  copies.push_back(person.id.value);
  return save(tx, by, *ticket, std::move(copies));
}

Result<void> remove_copy(db::Tx& tx, UserId by, TicketId id, UserId who) {
  const auto ticket = find_request(tx, id, by);
  if (!ticket || (who != by && !may_change(tx, *ticket, by))) return not_found("request");
  auto copies = ticket->email_cc_ids;
  return std::erase(copies, who.value) ? save(tx, by, *ticket, std::move(copies)) : Result<void>{};
}

Markup copies_card(const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket, std::string_view email, const std::vector<FieldError>& errors) {
  const bool may = may_change(tx, ticket, visitor.user->id);
  const auto copied = people::find_users(tx, ticket.email_cc_ids);
  if (!may && copied.empty()) return {};
  Html out;
  out.add("<details class=\"above copies\"{}><summary>{}</summary>", Markup{errors.empty() ? "" : " open"}, say(visitor, "portal.copies", {{"n", std::to_string(copied.size())}}));
  if (!copied.empty()) out.add("<ul>");
  for (const people::User& person : copied) {
    out.add("<li><span dir=\"auto\">{}</span>", person.name);
    if (may || person.id == visitor.user->id)
      out.add(" <form method=\"post\" action=\"/requests/{}/copies\">{}{}<button class=\"plain\" aria-label=\"{}\">{}</button></form>", ticket.id.value, site::hidden("csrf", visitor.csrf),
              site::hidden("remove", std::to_string(person.id.value)), say(visitor, "portal.copies_remove_whom", {{"name", person.name}}), say(visitor, "portal.copies_remove"));
    out.add("</li>");
  }
  if (!copied.empty()) out.add("</ul>");
  if (may && (copied.size() < kMostCopies || !errors.empty())) {
    out.add("<form class=\"f\" method=\"post\" action=\"/requests/{}/copies\">{}", ticket.id.value, site::hidden("csrf", visitor.csrf));
    site::add_field(out, visitor, {"email", "portal.copies_email", "portal.copies_hint", "email", "off", true, 254}, email, errors);
    out.add("<button class=\"btn s\">{}</button></form>", say(visitor, "portal.copies_add"));
  }
  return out.add("</details>").take();
}

}  // namespace sahay::portal
