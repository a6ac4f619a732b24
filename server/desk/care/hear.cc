// What the program notices by itself, and what follows from a mood: the manager hears, a follow-up is owed.
#include <algorithm>

#include "base/text.h"
#include "desk/care/care.h"
#include "desk/care/care_sql.h"
#include "desk/care/mood_words.h"
#include "desk/promises/promises.h"
#include "desk/tickets/condition.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/visible_text.h"
#include "platform/api/rule_switch.h"
#include "platform/events/facts.h"

namespace sahay::care {
namespace q = sql::care;
namespace {

constexpr char kComplaint[] = "complaint";

bool has_complaint_tag(const tickets::Ticket& ticket) { return std::find(ticket.tags.begin(), ticket.tags.end(), kComplaint) != ticket.tags.end(); }
bool complains(db::Tx& tx, const tickets::Ticket& ticket) { return has_complaint_tag(ticket) || (is_complaint && is_complaint(tx, ticket)); }

bool complains_elsewhere(db::Tx& tx, const tickets::Ticket& ended) {
  return tx.scalar<std::int64_t>(q::complains_by_tag, ended.requester_id, ended.id) || (complains_by_kind && complains_by_kind(tx, ended));
}

bool names_complaint(const Json* value) {
  if (!value) return false;
  for (const std::string& word : tickets::value_list(*value))
    if (word == kComplaint) return true;
  return false;
}

struct Seen {
  bool complaint = false, solved = false, confirmed = false;
};
Seen seen_in(const events::Event& event) {
  Seen out;
  const auto facts = events::facts_of(event);
  const JsonArray* changes = facts ? array_at(*facts, "changes") : nullptr;
  if (!changes) return out;
  for (const Json& one : *changes) {
    if (!one.is_object()) continue;
    const JsonObject& change = one.get_object();
    const std::string field = string_at(change, "field").value_or("");
    if (field == "status") {
      const std::string to = string_at(change, "to").value_or(""), from = string_at(change, "from").value_or("");
      out.solved = (to == "solved" || to == "closed") && from != "solved" && from != "closed";
    } else if (field == "tags" || field == "request_kind") {
      out.complaint |= names_complaint(find(change, "to")) && !names_complaint(find(change, "from"));
    }
  }
  return out;
}

std::string link_to(TicketId ticket) {
  const std::string site = tickets::site_address ? tickets::site_address() : "";
  return ticket ? site + "/console/tickets/" + std::to_string(ticket.value) : site + "/console/";
}

std::string name_of(db::Tx& tx, const JsonObject& facts) {
  if (const auto user = people::find_user(tx, UserId(integer_at(facts, "user_id").value_or(0)))) return user->name;
  const auto company = people::find_organization(tx, OrganizationId(integer_at(facts, "organization_id").value_or(0)));
  return company ? company->name : "";
}

// Who is calm again needs nobody; who grows worse does.
void tell_managers(db::Tx& tx, const events::Event& event) {
  const auto facts = events::facts_of(event);
  if (!facts) return;
  const std::string was = string_at(*facts, "was").value_or("calm"), mood = string_at(*facts, "mood").value_or("calm");
  // A company's mood that its person led to is the same news.
  if (mood_rank(mood) <= mood_rank(was) || (integer_at(*facts, "organization_id").value_or(0) && event.actor_id == 0)) return;
  const std::string name = name_of(tx, *facts);
  for (const people::User& manager : managers(tx, settings_of(tx))) {
    if (manager.email.empty() || manager.id.value == event.actor_id) continue;
    const auto language = manager.language();
    const std::string word = i18n::text(language, "care.mood." + mood);
    channels::Notice notice;
    notice.to = manager.email;
    notice.name = manager.name;
    notice.language = i18n::code(language);
    notice.subject = i18n::text(language, "care.manager.subject", {{"name", name}, {"mood", word}});
    // The reason's kind only: what the customer wrote stays behind the sign-in.
    notice.text = i18n::text(language, "care.manager.text", {{"name", name}, {"mood", word}, {"why", i18n::text(language, "care.source." + string_at(*facts, "source").value_or("agent"))},
                                                             {"link", link_to(TicketId(event.subject_id))}});
    channels::queue_notice(tx, notice);
  }
}

void owe_follow_up(db::Tx& tx, const events::Event& event) {
  const auto ticket = tickets::find(tx, TicketId(event.subject_id));
  const Settings settings = settings_of(tx);
  if (!ticket || settings.follow_up_hours <= 0 || ticket->status_rank < tickets::status_rank("solved")) return;
  for (const auto& promise : promises::owed(tx, ticket->id))
    if (promise.source == "care") return;
  const auto customer = people::find_user(tx, ticket->requester_id);
  Time due = tx.now() + std::chrono::hours(settings.follow_up_hours);
  if (const auto calendar = promises::calendar_of ? promises::calendar_of(tx, *ticket) : calendar::Calendar{}; !calendar.empty() && !calendar.open_at(due))
    due = calendar.next_open(due).value_or(due);
  promises::NewPromise wanted{.due_at = due};
  const auto language = customer ? customer->language() : i18n::Language::en;
  wanted.text = i18n::text(language, "care.follow_up", {{"number", std::to_string(ticket->id.value)}});
  wanted.kind = customer && !customer->phone.empty() ? "call" : "answer";
  wanted.source = "care";
  wanted.visible = false;
  wanted.owner = ticket->owner_id ? ticket->owner_id : ticket->assignee_id;
  const auto made = promises::make(tx, {UserId{}, "system", false, event.id, event.depth + 1}, ticket->id, std::move(wanted));
  (void)made;  // promises are switched off
}

}  // namespace

void watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
  if (tickets::is_import(event)) return;
  const std::string& data = event.data.text;
  const bool may_complain = data.find("\"complaint\"") != data.npos;
  const bool may_end = event.kind == "ticket.updated" && (data.find("\"to\":\"solved\"") != data.npos || data.find("\"to\":\"closed\"") != data.npos);
  if (!may_complain && !may_end) return;
  const Seen seen = seen_in(event);
  // The row is written after its event: who asks, and what the ticket is, is read when the event is heard.
  if (!seen.complaint && !seen.solved) return;
  events::Event noticed;
  noticed.kind = "mood.noticed";
  noticed.subject_id = event.subject_id;
  noticed.actor_id = event.actor_id;
  noticed.via = "system";
  noticed.cause_id = event.id;
  noticed.depth = event.depth + 1;
  noticed.data.text = to_string(Json(JsonObject{{"complaint", seen.complaint}, {"solved", seen.solved}}));
  if (!seen.complaint && mood_of_ticket(tx, ticket) == "calm") return;
  events::emit(tx, std::move(noticed));
}

void customer_spoke(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const events::Event& event) {
  if (comment.author_role != "end-user" || !comment.is_public || comment.automatic || tickets::is_import(event)) return;
  const auto found = find_mood_words(tickets::visible_text(comment));
  if (!found || !settings_of(tx).watch_words) return;
  const UserId user = comment.author_id ? comment.author_id : ticket.requester_id;
  notice(tx, {user, ticket.organization_id}, found->signal, ticket.id, found->words, event.id);
}

const std::vector<std::string>& heard_events() {
  static const std::vector<std::string> kinds{"clock.breached", "mood.changed", "mood.noticed", "ticket.erased", "ticket.redacted"};
  return kinds;
}

void hear(db::Tx& tx, const events::Event& event) {
  // What was copied of a customer's words goes with them.
  if (event.kind == "ticket.erased" || event.kind == "ticket.redacted") {
    tx.execute(q::forget_words, event.subject_id);
    tx.execute(q::forget_words_of_changes, event.subject_id);
    if (event.kind == "ticket.erased") tx.execute(q::forget_withheld, event.subject_id);
    return;
  }
  if (!api::rule_in_force("C9") || tickets::is_import(event)) return;
  if (event.kind == "mood.changed") return tell_managers(tx, event);
  const auto ticket = tickets::find(tx, TicketId(event.subject_id));
  if (!ticket) return;
  const Subject both{ticket->requester_id, ticket->organization_id};
  const auto facts = events::facts_of(event);
  if (!facts) return;
  if (event.kind == "clock.breached") {
    // How long a group had it is ours; the customer was promised nothing of it.
    if (string_at(*facts, "metric").value_or("") != "group_ownership_time") notice(tx, both, "breach", ticket->id, "", event.id);
    return;
  }
  if (bool_at(*facts, "complaint").value_or(false) && complains(tx, *ticket)) notice(tx, both, "complaint", ticket->id, ticket->subject, event.id);
  if (!bool_at(*facts, "solved").value_or(false) || mood_of_ticket(tx, *ticket) == "calm") return;
  owe_follow_up(tx, event);
  if (complains(tx, *ticket) && !complains_elsewhere(tx, *ticket)) notice(tx, both, "complaint_ended", ticket->id, ticket->subject, event.id);
}

}  // namespace sahay::care
