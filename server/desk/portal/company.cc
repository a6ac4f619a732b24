#include "desk/portal/company.h"

#include <algorithm>

#include "desk/clients/clients.h"
#include "desk/portal/request_view.h"
#include "desk/site/page.h"
#include "platform/api/rule_switch.h"

namespace sahay::portal {
namespace {

using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

void add_person(Html& out, const Visitor& visitor, db::Tx& tx, UserId id, const char* role) {
  const auto person = id ? people::find_user(tx, id) : std::nullopt;
  if (!person) return;
  // Ours with face and role, theirs by name.
  const Markup shown = person->staff() ? face_line(people::face_of(tx, *person, visitor.language)) : Html().add("<b dir=\"auto\">{}</b>", person->name).take();
  out.add("<li>{} <span class=\"m\">{}</span></li>", shown, say(visitor, role));
}

}  // namespace

site::Audiences audiences_of(const Visitor& visitor, db::Tx& tx) {
  if (!visitor.user) return {};
  site::Audiences out{"customers"};
  const clients::Entitlement entitled = clients::entitlement(tx, std::nullopt, visitor.user->organization_id);
  if (!entitled.tier.empty()) out.push_back("contract:" + entitled.tier);
  return out;
}

Markup company_card(const Visitor& visitor, db::Tx& tx) {
  if (!visitor.user || !visitor.user->organization_id || !api::rule_in_force("D1")) return {};
  const OrganizationId organization = visitor.user->organization_id;
  const auto terms = clients::find_terms(tx, organization);
  const auto contacts = clients::contacts_of(tx, organization);
  if (contacts.empty() && (!terms || !terms->account_manager_id)) return {};
  Html out;
  out.add("<section class=\"eta\" aria-label=\"{}\"><b>{}</b><ul>", say(visitor, "clients.your_people"), say(visitor, "clients.your_people"));
  if (terms) {
    add_person(out, visitor, tx, terms->account_manager_id, "clients.role.account_manager");
    add_person(out, visitor, tx, terms->deputy_id, "clients.role.deputy");
  }
  for (const clients::ContactPerson& contact : contacts) add_person(out, visitor, tx, contact.user_id, "clients.role.contact_person");
  out.add("</ul>");
  if (terms && !terms->hours.empty()) out.add("<p class=\"m\" dir=\"auto\">{}</p>", say(visitor, "clients.hours", {{"hours", terms->hours}}));
  return out.add("</section>").take();
}

Markup approval_form(const Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket) {
  if (!visitor.user || std::find(ticket.tags.begin(), ticket.tags.end(), clients::kAwaitsApproval) == ticket.tags.end()) return {};
  const auto contact = clients::contact_of_user(tx, ticket.organization_id, visitor.user->id);
  if (!contact || !contact->may_approve) return Html().add("<p class=\"note\">{}</p>", say(visitor, "clients.waits_for_yes")).take();
  return Html()
      .add("<form class=\"choices\" method=\"post\" action=\"/requests/{}/approval\"><p>{}</p><input type=\"hidden\" name=\"csrf\" value=\"{}\">"
           "<button class=\"btn\" name=\"approved\" value=\"yes\">{}</button><button class=\"btn s\" name=\"approved\" value=\"no\">{}</button></form>",
           ticket.id.value, say(visitor, "clients.approve_question"), visitor.csrf, say(visitor, "clients.approve"), say(visitor, "clients.refuse"))
      .take();
}

}  // namespace sahay::portal
