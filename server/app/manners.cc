#include "app/manners.h"

#include "desk/care/care_api.h"
#include "desk/channels/letter_addition.h"
#include "desk/escalation/escalation.h"
#include "desk/guided/guided_api.h"
#include "desk/people/face.h"
#include "desk/site/contact_card.h"
#include "desk/snooze/snooze.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/reply_gate.h"
#include "desk/tickets/tell_once.h"
#include "platform/api/rule_switch.h"

namespace sahay::app {

void Manners::add_routes(const site::Settings& site) {
  care::add_care_rules();
  care::add_console_parts();
  care::add_care_routes(parts_.api);
  people::add_face_routes(parts_.api);
  satisfaction::add_satisfaction_routes(parts_.api);
  satisfaction::add_rating_rules(links_);
  satisfaction::add_solved_pages(parts_.router, parts_.store, site, links_);
  channels::letter_additions = {[this](db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader) {
    return satisfaction::ask_in_letter(links_, tx, ticket, comment, reader);
  }, [this](db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader) {
    return guided::own_link(report_links_, tx, ticket, comment, reader);
  }};
  channels::letter_footer = [&site](db::Tx& tx, const people::User& reader) -> channels::LetterAddition {
    if (!api::rule_in_force("B8")) return {};
    site::CardBelow card = site::card_below_letter(site, reader.language(), tx.now(), tickets::site_address ? tickets::site_address() : "");
    return {.text = std::move(card.text), .html = std::move(card.html)};
  };
  guided::add_guided_rules();
  guided::add_guided_routes(parts_.api, parts_.files, report_links_);
  guided::add_guided_pages(parts_.router, parts_.store, parts_.files, site, report_links_);
  escalation::add_escalation_rules();
  escalation::add_console_parts();
  escalation::add_escalation_routes(parts_.api);
  snooze::add_console_parts();
  snooze::add_snooze_routes(parts_.api);
  tickets::owner_gate = escalation::owner_gate;
  // An answer that sells is refused before its words are looked at.
  tickets::reply_gate = [inner = std::move(tickets::reply_gate)](api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change,
                                                                const JsonObject& in) -> Result<tickets::AfterReply> {
    TRY(care::check_answer(tx, ticket, in));
    TRY(escalation::answer_gate(tx, ticket, change, UserId(c.caller.id)));
    if (!inner) return tickets::AfterReply{};
    return inner(c, tx, ticket, change, in);
  };
  tickets::change_made = [inner = std::move(tickets::change_made)](db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
    if (inner) inner(tx, event, ticket);
    care::watch_change(tx, event, ticket);
    escalation::watch_change(tx, event, ticket);
  };
  tickets::customer_spoke = care::customer_spoke;
  // What rules tell many customers in the same words is a campaign to who is not calm.
  tickets::not_now = [](db::Tx& tx, const tickets::Ticket& ticket) { return care::withhold(tx, ticket, "campaign"); };
}

void Manners::add_consumers() {
  parts_.dispatcher.add_durable("care", care::heard_events(), care::hear);
  parts_.dispatcher.add_durable("escalation", {"ticket.erased"}, escalation::forget);
  parts_.worker.handle(snooze::kWake, [](db::Store& store, const jobs::Job& job) { return snooze::wake(store, job); }, {.lease = std::chrono::seconds(20)});
  parts_.worker.handle(escalation::kTarget, [](db::Store& store, const jobs::Job& job) { return escalation::ring(store, job); }, {.lease = std::chrono::seconds(20)});
}

}  // namespace sahay::app
