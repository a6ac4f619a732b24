// GET /tickets/{id}/article_draft: the public conversation as the beginning of an article.
#include "base/text.h"
#include "desk/helpcenter/from_ticket.h"
#include "desk/helpcenter/help_api.h"
#include "desk/people/people.h"
#include "desk/tickets/tickets.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/visible_text.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;

bool by_customer(const tickets::Comment& comment) { return comment.author_role == "end-user"; }

// The customer, everybody of theirs who wrote or reads along, and their company.
Hidden hidden_in(db::Tx& tx, const tickets::Ticket& ticket, const std::vector<tickets::Comment>& comments) {
  std::vector<std::int64_t> ids{ticket.requester_id.value};
  for (const tickets::Comment& one : comments)
    if (by_customer(one)) ids.push_back(one.author_id.value);
  ids.insert(ids.end(), ticket.collaborator_ids.begin(), ticket.collaborator_ids.end());
  ids.insert(ids.end(), ticket.email_cc_ids.begin(), ticket.email_cc_ids.end());
  Hidden out;
  std::vector<OrganizationId> companies{ticket.organization_id};
  for (const people::User& user : people::find_users(tx, ids)) {
    if (user.staff()) continue;
    out.people.push_back(user.name);
    companies.push_back(user.organization_id);
  }
  for (const OrganizationId id : companies)
    if (const auto found = id ? people::find_organization(tx, id) : std::nullopt) out.organizations.push_back(found->name);
  return out;
}

// "Re: Fwd: Pump" -> "Pump"
std::string_view plain_subject(std::string_view subject) {
  for (bool again = true; again;) {
    again = false;
    subject = text::trim(subject);
    for (const std::string_view mark : {"re:", "fwd:", "fw:"})
      if (text::starts_with_ignoring_case(subject, mark)) subject.remove_prefix(mark.size()), again = true;
  }
  return subject;
}

Result<Reply> draft(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const auto comments = tickets::comments(tx, ticket.id, true);
  std::string problem, solution;
  for (const tickets::Comment& one : comments) {
    if (one.automatic) continue;
    if (by_customer(one) && problem.empty()) problem = tickets::visible_text(one);
    if (one.author_role == "agent" || one.author_role == "admin") solution = tickets::visible_text(one);
  }
  if (problem.empty()) problem = ticket.description;
  const i18n::Language language = language_by_letters(problem + "\n" + solution);
  const Hidden hidden = hidden_in(tx, ticket, comments);
  const auto part = [&](const char* title, const std::string& words) {
    return "## " + i18n::text(language, title) + "\n\n" + as_markdown(without_people(words, hidden, language)) + "\n\n";
  };
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("article_draft").begin_object().field("ticket_id", ticket.id).field("locale", language == i18n::Language::en ? "en-us" : i18n::code(language));
  w.field("title", without_people(plain_subject(ticket.subject), hidden, language));
  w.field("markdown", part("helpcenter.from_ticket.problem", problem) + part("helpcenter.from_ticket.solution", solution));
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_from_ticket_route(api::Api& api) { api.read("GET", "/tickets/{id}/article_draft", Access::staff, draft); }

}  // namespace sahay::helpcenter
