#include "desk/escalation/handover.h"

#include <atomic>

#include "desk/channels/notice.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/why.h"

namespace sahay::escalation {
namespace q = sql::escalation;
namespace {

std::atomic<int> used{-1};  // -1 not looked yet

}  // namespace

std::vector<Tier> tiers_of(db::Tx& tx, GroupId group) { return tx.all<Tier>(q::tiers, group); }
std::optional<Tier> find_tier(db::Tx& tx, TierId id) { return tx.one<Tier>(q::tier, id); }
std::optional<Handover> find_handover(db::Tx& tx, HandoverId id) { return tx.one<Handover>(q::find, id); }
std::optional<Handover> running_of(db::Tx& tx, TicketId ticket) { return tx.one<Handover>(q::running, ticket); }
std::vector<Handover> of_ticket(db::Tx& tx, TicketId ticket) { return tx.all<Handover>(q::of_ticket, ticket); }

bool may_enter(db::Tx& tx, const Tier& tier, const tickets::Ticket& ticket, UserId actor) {
  tickets::Facts facts(tx, ticket, actor);
  return tickets::holds(facts, tickets::parse_conditions(tier.filter.text));
}

bool in_use(db::Tx& tx) {
  if (used < 0 || (used == 0 && tx.engine() == db::Engine::postgres)) used = tx.scalar<std::int64_t>(q::any) ? 1 : 0;
  return used == 1;
}
void now_in_use() { used = 1; }

void save(db::Tx& tx, const Handover& h) {
  tx.execute(q::save, h.id, h.to_id, h.may_answer, h.state, h.accepted_at, h.ended_at, h.breached_at, h.seconds, h.missing, h.outcome, h.result, h.tell_customer, h.ended_by);
}

void tell(db::Tx& tx, const tickets::Actor& actor, const Handover& h, std::string_view what) {
  events::Event event;
  event.kind = "handover." + std::string(what);
  event.subject_id = h.ticket_id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = to_string(Json(JsonObject{{"handover_id", h.id.value}, {"level", h.level}, {"state", h.state}, {"owner_id", h.owner_id.value}, {"to_id", h.to_id.value}}));
  events::emit(tx, std::move(event));
}

void write_colleague(db::Tx& tx, UserId to, UserId by, std::string_view what, const tickets::Ticket& ticket, const std::string& level) {
  const auto user = to && to != by ? people::find_user(tx, to) : std::nullopt;
  if (!user || !user->staff() || !user->active || user->email.empty()) return;
  const auto language = user->language();
  const std::string site = tickets::site_address ? tickets::site_address() : "";
  const i18n::Arguments args{{"number", std::to_string(ticket.id.value)}, {"level", level_words(level, language)}, {"person", name_of(tx, by)},
                             {"link", site + "/console/tickets/" + std::to_string(ticket.id.value)}};
  channels::Notice notice;
  notice.to = user->email;
  notice.name = user->name;
  notice.language = i18n::code(language);
  notice.subject = i18n::text(language, "escalation.mail." + std::string(what) + ".subject", args);
  notice.text = i18n::text(language, "escalation.mail." + std::string(what) + ".text", args) + "\n\n" + site + "/console/tickets/" + std::to_string(ticket.id.value);
  channels::queue_notice(tx, notice);
}

void end(db::Tx& tx, Handover& h, std::string_view state, UserId by, const tickets::Ticket& ticket) {
  h.state = state;
  h.ended_at = tx.now();
  h.ended_by = by;
  h.seconds = std::chrono::duration_cast<std::chrono::seconds>(time_between(tx, ticket, h.created_at, h.ended_at)).count();
  jobs::cancel(tx, kTarget, std::to_string(h.id.value));
}

Result<tickets::Outcome> move(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, UserId to, GroupId group, std::string note, std::string_view why) {
  tickets::Change change;
  change.assignee = to;
  if (group && group != ticket.group_id) change.group = group;
  if (!ticket.owner_id) change.owner = ticket.assignee_id ? ticket.assignee_id : actor.id;
  tickets::NewComment comment;
  comment.text = std::move(note);
  comment.is_public = false;
  change.comment = std::move(comment);
  return tickets::update_because(tx, actor, ticket.id, std::move(change), JsonObject{{"key", std::string("escalation.why.") + std::string(why)}, {"arguments", JsonObject{}}});
}

std::string level_words(std::string_view level, i18n::Language language) { return i18n::text(language, "escalation.level." + std::string(level)); }

std::string name_of(db::Tx& tx, UserId user) {
  const auto found = user ? people::find_user(tx, user) : std::nullopt;
  return found ? found->name : "";
}

std::string packet_words(db::Tx& tx, const Handover& h, i18n::Language language) {
  // A team reads it in the words and the zone of who hands over.
  const auto reader = people::find_user(tx, h.to_id ? h.to_id : h.from_id);
  if (reader && h.to_id) language = reader->language();
  std::string out = i18n::text(language, "escalation.packet.title", {{"level", level_words(h.level, language)}, {"why", i18n::text(language, "escalation.reason." + h.why)}});
  for (const auto& [field, text] : {std::pair("problem", &h.problem), {"facts", &h.facts}, {"question", &h.question}, {"promised", &h.promised}})
    out += "\n\n" + i18n::text(language, std::string("escalation.field.") + field) + "\n" + *text;
  return out + "\n\n" + i18n::text(language, "escalation.field.next_contact_at") + "\n" +
         promises::when_words(language, h.next_contact_at, tx.now(), promises::zone_of(reader ? &*reader : nullptr));
}

Duration time_between(db::Tx& tx, const tickets::Ticket& ticket, Time from, Time to) {
  return tickets::business_time ? tickets::business_time(tx, ticket, from, to) : to - from;
}

Time after_working(db::Tx& tx, const tickets::Ticket& ticket, std::int64_t minutes, bool business_hours) {
  const Duration length = std::chrono::minutes(minutes);
  const auto calendar = business_hours && promises::calendar_of ? promises::calendar_of(tx, ticket) : calendar::Calendar{};
  return calendar.empty() ? tx.now() + length : calendar.after(tx.now(), length).value_or(tx.now() + length);
}

}  // namespace sahay::escalation
