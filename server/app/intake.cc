#include "app/intake.h"

#include <algorithm>

#include "app/desk_facts.h"
#include "desk/automation/automation.h"
#include "desk/care/care.h"
#include "desk/channels/deliver.h"
#include "desk/channels/delivery.h"
#include "desk/channels/notice.h"
#include "desk/clients/clients_api.h"
#include "desk/guided/guided.h"
#include "desk/intake/intake_api.h"
#include "desk/intake/planned_event.h"
#include "desk/portal/requests.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "desk/tickets/announced.h"
#include "desk/tickets/completing.h"
#include "desk/tickets/split_message.h"
#include "desk/tickets/take_back.h"
#include "desk/wording/wording.h"
#include "platform/api/rule_switch.h"
#include "platform/calendar/when_words.h"

namespace sahay::app {
namespace {

std::string expected_when(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language, Time due) {
  const Time at = due ? due : promises::next_step(tx, ticket, language).when;
  if (!at || at <= tx.now()) return "";
  const auto customer = people::find_user(tx, ticket.requester_id);
  return promises::when_words(language, at, tx.now(), promises::zone_of(customer ? &*customer : nullptr));
}

Result<void> promise_part(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, Time due) {
  TRY(promises::make(tx, actor, ticket, {.due_at = due}));
  return {};
}

// A notice of the desk; its words name a number and people, never what a stranger wrote.
void send(db::Tx& tx, const people::User& to, const std::string& key, const i18n::Arguments& arguments) {
  if (to.email.empty()) return;
  channels::Notice notice;
  notice.to = to.email;
  notice.name = to.name;
  notice.language = i18n::code(to.language());
  notice.subject = i18n::text(to.language(), key + ".subject", arguments);
  notice.text = i18n::text(to.language(), key + ".text", arguments);
  channels::queue_notice(tx, notice);
}

std::vector<site::Announced> announced(i18n::Language language, const std::string& zone, Time now) {
  std::vector<site::Announced> out;
  if (!api::rule_in_force("A2")) return out;
  for (const intake::PlannedEvent& event : intake::notices().shown(now)) {
    const auto words = intake::words_of(event, language);
    const bool one_day = calendar::local_day(event.starts_at, zone) == calendar::local_day(event.ends_at, zone);
    const std::string until = one_day ? site::time_words(language, event.ends_at, zone) : promises::when_words(language, event.ends_at, now, zone);
    out.push_back({words.title, i18n::text(language, "intake.planned_time", {{"from", promises::when_words(language, event.starts_at, now, zone)}, {"to", until}}), words.body});
  }
  return out;
}

// Planned work stands above every page until it is over.
site::Markup planned_work(const site::Visitor& visitor) {
  const auto events = announced(visitor.language, promises::zone_of(visitor.user ? &*visitor.user : nullptr), visitor.now);
  if (events.empty()) return {};
  site::Html out;
  out.add("<div class=\"w\"><section class=\"note\" aria-label=\"{}\">", site::say(visitor, "intake.planned"));
  for (const site::Announced& event : events) {
    out.add("<p><b dir=\"auto\">{}</b> {}", event.title, event.when);
    if (!event.body.empty()) out.add("<br><span dir=\"auto\">{}</span>", event.body);
    out.add("</p>");
  }
  return out.add("</section></div>").take();
}

}  // namespace

// The split sheet tells customers when they hear from us and can take its message back while it waits.
Intake::Intake(const Parts& parts, Duration undo) : parts_(parts) {
  tickets::expected_when = expected_when;
  tickets::expected_of = [](db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) { return promises::next_step(tx, ticket, language).words; };
  tickets::promise_part = promise_part;
  tickets::take_message_back = [undo](db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const tickets::Comment& comment) {
    const Duration window = channels::undo_window(ticket, comment, undo);
    if (comment.author_id != actor.id || window <= Duration::zero() || tx.now() >= comment.created_at + window || !channels::withdraw(tx, comment.id)) return false;
    return tickets::take_back(tx, actor, ticket.id, comment.id).ok();
  };
  join_clients();
  join_classes();
}

// Contact persons are in copy from the first word; they and the reporter hear of it by mail.
void Intake::join_clients() {
  clients::desk_zone = desk_facts().time_zone;
  tickets::complete = [this](db::Tx& tx, const tickets::Actor& actor, tickets::Ticket& ticket) { companies_.complete(tx, actor, ticket); };
  clients::contacts_changed = [this] { companies_.changed(); };
  clients::tell_of_report = [desk = desk_facts().name](db::Tx& tx, const tickets::Ticket& ticket, const people::User& reporter, const std::vector<people::User>& contacts) {
    std::string names;
    for (const people::User& contact : contacts) names += (names.empty() ? "" : ", ") + contact.name;
    const std::string number = std::to_string(ticket.id.value);
    for (const people::User& contact : contacts) send(tx, contact, "clients.mail.contact", {{"ticket", number}, {"name", reporter.name}, {"desk", desk.text()}});
    if (!names.empty() && ticket.channel == "email") send(tx, reporter, "clients.mail.reporter", {{"ticket", number}, {"name", names}, {"desk", desk.text()}});
  };
}

void Intake::join_classes() {
  intake::add_ticket_parts();
  intake::add_intake_rules();
  clients::add_company_rules();
  automation::account_manager = [](db::Tx& tx, const tickets::Ticket& ticket) { return clients::account_manager(tx, ticket.organization_id); };
  intake::tell_of_class = [desk = desk_facts().name](db::Tx& tx, const tickets::Ticket& ticket, const std::string& name, const std::vector<people::User>& told) {
    for (const people::User& user : told)
      send(tx, user, "intake.mail", {{"ticket", std::to_string(ticket.id.value)}, {"name", i18n::text(user.language(), "intake.class." + name)}, {"desk", desk.text()}});
  };
  tickets::announced = [](db::Tx& tx, const tickets::Ticket& ticket) {
    if (!api::rule_in_force("A2") || !intake::desk().in_use(tx)) return false;
    const auto found = intake::find_intake(tx, ticket.id);
    return found && found->priority_class == "planned";
  };
  // A request of that kind is a complaint for moods and for the check of drafts, with the tag or without.
  const auto complains = [](db::Tx& tx, const tickets::Ticket& ticket) {
    if (!api::rule_in_force("A1")) return false;
    const auto found = intake::find_intake(tx, ticket.id);
    return found && found->request_kind == "complaint";
  };
  care::is_complaint = complains;
  care::complains_by_kind = [](db::Tx& tx, const tickets::Ticket& ticket) { return api::rule_in_force("A1") && intake::complains_elsewhere(tx, ticket); };
  wording::is_complaint = [complains](db::Tx& tx, const tickets::Ticket& ticket) {
    return std::find(ticket.tags.begin(), ticket.tags.end(), "complaint") != ticket.tags.end() || complains(tx, ticket);
  };
  site::announcement = planned_work;
  site::announced_now = announced;
  portal::kind_chosen = [](db::Tx& tx, UserId user, TicketId ticket, const std::string& kind) -> Result<void> {
    if (!intake::is_kind(kind) || !api::rule_in_force("A1")) return {};
    TRY(intake::apply(tx, {user, "web"}, ticket, {.request_kind = kind}));
    return {};
  };
  guided::report_made = [](db::Tx& tx, UserId user, TicketId ticket) -> Result<void> { return portal::kind_chosen(tx, user, ticket, "problem"); };
}

void Intake::add_routes() {
  clients::add_asset_routes(parts_.api);
  clients::add_company_routes(parts_.api);
  intake::add_intake_routes(parts_.api);
  intake::add_criteria_routes(parts_.api);
  intake::add_planned_event_routes(parts_.api);
}

Result<void> Intake::start() {
  read_events_anew();
  return {};
}

void Intake::read_events_anew() { parts_.store.read([](db::Tx& tx) { intake::notices().load(tx); }); }

}  // namespace sahay::app
