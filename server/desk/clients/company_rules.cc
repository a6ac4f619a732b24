// What rules know of who writes for a company, condition "speaks_for_company", and action "add_contact_persons".
#include <algorithm>

#include "desk/clients/clients_api.h"
#include "desk/tickets/tell_once.h"
#include "platform/api/rule_switch.h"

namespace sahay::clients {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr std::string_view kStandings[] = {"contact", "reporter", "none"};

// "none": the company has named nobody, or there is no company.
std::string standing_of(db::Tx& tx, const tickets::Ticket& ticket) {
  if (!ticket.organization_id || contacts_of(tx, ticket.organization_id).empty()) return "none";
  return is_reporter(tx, ticket) ? "reporter" : "contact";
}

constexpr char kNamed[] = "exists (select 1 from contact_persons p where p.organization_id = t.organization_id)";
constexpr char kSpeaks[] = "exists (select 1 from contact_persons p where p.organization_id = t.organization_id and p.user_id = t.requester_id and p.may_open = 1)";

std::string sql_of(const std::string& standing) {
  if (standing == "contact") return kSpeaks;
  if (standing == "reporter") return std::string("(") + kNamed + " and not " + kSpeaks + ")";
  return std::string("not ") + kNamed;
}

// In copy from now on, as the company's own setting does it for every reporter.
tickets::ActionKind copy_action() {
  tickets::ActionKind kind = tickets::once_kind("add_contact_persons", "ticket");
  kind.nullifies.clear();
  kind.apply = [](tickets::Applying& a, const tickets::Action&) -> Result<void> {
    if (!api::rule_in_force("D2") || !a.ticket().id) return {};
    std::vector<std::int64_t> copies = a.change.email_ccs.value_or(a.ticket().email_cc_ids);
    const std::size_t before = copies.size();
    for (const people::User& person : reachable_contacts(a.tx(), a.ticket().organization_id, a.ticket().requester_id))
      if (std::find(copies.begin(), copies.end(), person.id.value) == copies.end()) copies.push_back(person.id.value);
    if (copies.size() > before) a.change.email_ccs = std::move(copies);
    return {};
  };
  return kind;
}

}  // namespace

void add_company_rules() {
  tickets::add_action_kind(copy_action());
  tickets::ConditionField field{"speaks_for_company", "requester", tickets::kTriggers | tickets::kAutomations | tickets::kViews | tickets::kPolicies, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kStandings) out.push_back({std::string(each), "clients.standing." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) { return (standing_of(facts.tx(), facts.ticket()) == tickets::value_text(c.value)) == (c.op == "is"); };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string(c.op == "is" ? "" : "not ") + "(" + sql_of(tickets::value_text(c.value)) + ")", {}};
  };
  tickets::add_condition_field(std::move(field));
}

}  // namespace sahay::clients
