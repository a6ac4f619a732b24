#include <algorithm>

#include "desk/tickets/ticket_field.h"
#include "desk/tickets/visible_text.h"
#include "desk/wording/wording.h"
#include "desk/wording/wording_sql.h"

namespace sahay::wording {
namespace {

struct Said {
  std::string text;
  std::int64_t visible_begin = 0, visible_end = 0;
  std::string author_role;
  bool automatic = false;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text, visible_begin, visible_end, author_role, automatic))

// What the customer wrote since our last answer. Quotes of our own mails hold our questions, not theirs.
std::string open_words(db::Tx& tx, TicketId ticket) {
  std::string out;
  for (const Said& said : tx.all<Said>(sql::wording::newest_words, ticket)) {
    if (said.author_role == "agent" || said.author_role == "admin") break;
    if (said.author_role == "end-user" && !said.automatic) out = std::string(tickets::visible_text(said)) + (out.empty() ? "" : "\n" + out);
  }
  return out;
}

std::vector<KnownFact> fields_of(db::Tx& tx, const tickets::Ticket& ticket) {
  std::vector<KnownFact> out;
  const auto values = parse_json(ticket.custom_fields.text);
  if (!values.ok() || !values->is_object() || values->get_object().empty()) return out;
  for (const auto& field : tickets::ticket_fields(tx)) {
    const auto* value = values->get_object().if_contains(std::to_string(field.id.value));
    const bool given = value && ((value->is_string() && !value->get_string().empty()) || value->is_int64() || value->is_double());
    if (field.removable && given) out.push_back({"data", field.title_in_portal.empty() ? field.title : field.title_in_portal});
  }
  return out;
}

void add_people(db::Tx& tx, const tickets::Ticket& ticket, bool all_recipients, Draft& draft) {
  std::vector<std::int64_t> ids = ticket.email_cc_ids;
  ids.insert(ids.end(), ticket.collaborator_ids.begin(), ticket.collaborator_ids.end());
  ids.push_back(ticket.requester_id.value);
  for (const auto& user : people::find_users(tx, ids)) {
    const bool requester = user.id == ticket.requester_id;
    if (requester) {
      draft.customer_name = user.name;
      draft.customer_locale = user.locale;
      if (!user.phone.empty()) {
        draft.known.push_back({"data", "phone number"});
        draft.known.push_back({"data", "номер телефона"});
        draft.known.push_back({"data", "ফোন নম্বর"});
      }
    }
    if (user.email.empty()) continue;
    if (all_recipients) draft.recipients.push_back(user.email);
    // The one who asked, colleagues in the company and our own staff may read what we answer.
    if (requester || user.staff() || (ticket.organization_id && user.organization_id == ticket.organization_id)) draft.known_addresses.push_back(user.email);
  }
}

}  // namespace

std::function<std::vector<KnownFact>(db::Tx&, const tickets::Ticket&)> known_facts;
std::function<bool(db::Tx&, const tickets::Ticket&)> is_complaint;

Draft gather(db::Tx& tx, const tickets::Ticket& ticket, std::string text, int files, std::vector<std::string> recipients, std::vector<OwnPhrase> own) {
  Draft draft;
  draft.text = std::move(text);
  draft.question = open_words(tx, ticket.id);
  draft.is_mail = ticket.channel != "chat";
  draft.is_complaint = is_complaint ? is_complaint(tx, ticket) : std::find(ticket.tags.begin(), ticket.tags.end(), "complaint") != ticket.tags.end();
  draft.files = files;
  draft.recipients = std::move(recipients);
  draft.own = std::move(own);
  add_people(tx, ticket, draft.recipients.empty(), draft);
  if (ticket.organization_id)
    if (const auto organization = people::find_organization(tx, ticket.organization_id)) draft.company_domains = organization->domain_names;
  for (auto& fact : fields_of(tx, ticket)) draft.known.push_back(std::move(fact));
  if (known_facts)
    for (auto& fact : known_facts(tx, ticket)) draft.known.push_back(std::move(fact));
  return draft;
}

}  // namespace sahay::wording
