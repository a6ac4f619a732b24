// From the bot, or by a customer's wish, to a person: the line, the packet, the notice, the clock, the escalation.
#include <algorithm>

#include "base/text.h"
#include "desk/bot/bot.h"
#include "desk/bot/bot_sql.h"
#include "desk/channels/notice.h"
#include "desk/promises/when_words.h"
#include "platform/api/rule_switch.h"

namespace sahay::bot {
namespace {

struct Reader {
  UserId id;
  std::string name, email, locale;
};
BOOST_DESCRIBE_STRUCT(Reader, (), (id, name, email, locale))

constexpr auto kUnknownOpening = std::chrono::hours(24);

void tell(db::Tx& tx, std::string_view what, const Handoff& handoff, std::int64_t cause) {
  events::Event event;
  event.kind = "handoff." + std::string(what);
  event.subject_id = handoff.ticket_id.value;
  event.via = "system";
  event.cause_id = cause;
  event.data.text = to_string(Json(JsonObject{{"handoff_id", handoff.id.value}, {"reason", handoff.reason}, {"level", handoff.level}}));
  events::emit(tx, std::move(event));
}

// What the group needs so that nobody asks twice.
std::string packet_of(const tickets::Ticket& ticket, const std::optional<Talk>& talk, std::string_view reason) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("subject", ticket.subject).field("first_words", text::first(ticket.description, 500)).field("reason", reason);
  w.field("answers", talk ? talk->answers : std::vector<Answer>{}).field("articles", talk ? talk->articles : std::vector<Article>{}).end_object();
  return out;
}

std::string packet_note(const tickets::Ticket& ticket, const std::optional<Talk>& talk, i18n::Language language) {
  std::string out = i18n::text(language, "bot.packet");
  if (!talk || (talk->answers.empty() && talk->articles.empty())) return out + "\n" + ticket.snippet;
  for (const Answer& answer : talk->answers) out += "\n\n" + answer.question + "\n" + answer.answer;
  if (!talk->articles.empty()) out += "\n\n" + i18n::text(language, "bot.packet_articles");
  for (const Article& article : talk->articles) out += "\n" + article.title + " " + article.url;
  return out;
}

}  // namespace

std::optional<Handoff> handoff_of(db::Tx& tx, TicketId ticket) { return tx.one<Handoff>(sql::bot::last_of_ticket, ticket); }

Time Desk::due(db::Tx& tx, const tickets::Ticket& ticket) const {
  const auto wait = std::chrono::minutes(settings_for(ticket.brand_id).value_or(Settings{}).answer_minutes);
  const Presence presence = doors_.presence ? doors_.presence(tx, ticket.group_id) : Presence{};
  if (presence.open) return tx.now() + wait;
  return (presence.changes_at ? presence.changes_at : tx.now() + kUnknownOpening) + wait;
}

std::string Desk::expectation(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) const {
  const Presence presence = doors_.presence ? doors_.presence(tx, ticket.group_id) : Presence{};
  const Time by = due(tx, ticket);
  if (presence.open) return i18n::text(language, "bot.line_open", {{"time", promises::duration_words(language, by - tx.now())}});
  const auto customer = people::find_user(tx, ticket.requester_id);
  const std::string zone = customer && customer->time_zone != "UTC" && !customer->time_zone.empty() ? customer->time_zone : doors_.time_zone.text();
  const std::string when = promises::when_words(language, by, tx.now(), zone);
  return i18n::text(language, customer && customer->email.empty() ? "bot.line_closed_address" : "bot.line_closed", {{"time", when}});
}

void Desk::open_handoff(db::Tx& tx, const tickets::Ticket& ticket, std::string_view reason, std::int64_t cause_id, bool told) {
  if (!api::rule_in_force("C11") || tx.one<Handoff>(sql::bot::open_of_ticket, ticket.id)) return;
  const auto talk = talk_of(tx, ticket.id);
  Handoff handoff{.id = decltype(Handoff::id)(tx.new_id("handoffs")), .ticket_id = ticket.id, .group_id = ticket.group_id, .reason = std::string(reason)};
  handoff.packet.text = packet_of(ticket, talk, reason);
  handoff.started_at = tx.now();
  handoff.due_at = due(tx, ticket);
  tx.execute(sql::bot::insert_handoff, handoff.id, handoff.ticket_id, handoff.group_id, handoff.reason, handoff.packet, handoff.started_at, handoff.due_at);
  // Again after the commit: a settled one that shares it says that nobody waits.
  waiting_ = true;
  tx.after_commit([this] { waiting_ = true; });
  jobs::set(tx, kAlarm, std::to_string(handoff.id.value), handoff.due_at, "{}");
  jobs::add(tx, kAlarm, tx.now(), std::to_string(handoff.id.value) + (told ? " told" : ""));  // line, packet, notices: after this change
  tell(tx, "opened", handoff, cause_id);
}

void Desk::settle(db::Tx& tx, const tickets::Ticket& ticket, std::string_view state, UserId by) {
  auto handoff = tx.one<Handoff>(sql::bot::open_of_ticket, ticket.id);
  if (handoff) {
    tx.execute(sql::bot::end_handoff, handoff->id, state, tx.now(), by);
    jobs::cancel(tx, kAlarm, std::to_string(handoff->id.value));
    tell(tx, state, *handoff, 0);
  }
  if (!tx.scalar<std::int64_t>(sql::bot::any_open)) tx.after_commit([this] { waiting_ = false; });
}

// The group; from the first escalation on everybody, managers too.
void Desk::tell_staff(db::Tx& tx, const Handoff& handoff, const tickets::Ticket& ticket) {
  auto readers = handoff.level == 0 && handoff.group_id ? tx.all<Reader>(sql::bot::staff_of_group, handoff.group_id) : std::vector<Reader>{};
  if (readers.empty()) readers = tx.all<Reader>(sql::bot::all_staff);
  for (const Reader& reader : readers) {
    const auto language = i18n::language_of(reader.locale);
    const i18n::Arguments facts{{"id", std::to_string(ticket.id.value)}, {"url", doors_.site_url + "/console/tickets/" + std::to_string(ticket.id.value)},
                                {"time", promises::duration_words(language, std::max<Duration>(tx.now() - handoff.started_at, std::chrono::minutes(1)))}};
    channels::Notice notice;
    notice.to = reader.email;
    notice.name = reader.name;
    notice.language = i18n::code(language);
    notice.subject = i18n::text(language, handoff.level ? "bot.notice_late_subject" : "bot.notice_subject", facts);
    notice.text = i18n::text(language, handoff.level ? "bot.notice_late" : "bot.notice", facts);
    channels::queue_notice(tx, notice);
  }
}

Result<void> Desk::ring(db::Store& store, const jobs::Job& job) {
  const bool first = job.key.empty();
  const std::string_view wish = first ? std::string_view(job.payload) : std::string_view(job.key);
  const auto id = text::to_integer(wish.substr(0, wish.find(' ')));
  const bool told = wish.ends_with(" told");
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    auto handoff = id ? tx.one<Handoff>(sql::bot::handoff, *id) : std::nullopt;
    const auto ticket = handoff ? tickets::find(tx, handoff->ticket_id) : std::nullopt;
    if (handoff && handoff->state == "open" && !ticket) tx.execute(sql::bot::end_handoff, handoff->id, "closed", tx.now(), UserId{});  // deleted
    if (!ticket || handoff->state != "open") return {};
    if (first) return announce(tx, *handoff, *ticket, told);
    if (tx.now() < handoff->due_at) return jobs::set(tx, kAlarm, job.key, handoff->due_at, "{}"), Result<void>();
    return escalate(tx, *handoff, *ticket);
  });
}

Result<void> Desk::announce(db::Tx& tx, const Handoff& handoff, const tickets::Ticket& ticket, bool told) {
  const auto customer = people::find_user(tx, ticket.requester_id);
  const tickets::Actor system{.id = {}, .via = "system"};
  if (!told) {
    tickets::Change line;
    line.comment = tickets::NewComment{.text = expectation(tx, ticket, customer ? customer->language() : i18n::Language::en), .channel = ticket.channel, .automatic = true};
    TRY(tickets::update(tx, system, ticket.id, std::move(line)));
  }
  const auto talk = talk_of(tx, ticket.id);
  if (talk && (!talk->answers.empty() || !talk->articles.empty())) {
    tickets::Change note;
    note.comment = tickets::NewComment{.is_public = false, .text = packet_note(ticket, talk, i18n::Language::en), .channel = "system", .automatic = true};
    TRY(tickets::update(tx, {.id = {}, .via = "system", .bot = true}, ticket.id, std::move(note)));
  }
  tell_staff(tx, handoff, ticket);
  return {};
}

// Nobody answered in time: everybody is told, the ticket goes to the next tier, and the clock runs again.
Result<void> Desk::escalate(db::Tx& tx, Handoff handoff, const tickets::Ticket& ticket) {
  const Settings settings = settings_for(ticket.brand_id).value_or(Settings{});
  ++handoff.level;
  const bool moves = settings.escalation_group_id && ticket.group_id != settings.escalation_group_id && people::find_group(tx, settings.escalation_group_id);
  if (moves) {
    tickets::Change change;
    change.group = handoff.group_id = settings.escalation_group_id;
    change.assignee = UserId{};
    change.forced = true;
    TRY(tickets::update(tx, {.id = {}, .via = "system"}, ticket.id, std::move(change)));
  }
  handoff.escalated_at = tx.now();
  handoff.due_at = due(tx, ticket);
  tx.execute(sql::bot::escalate, handoff.id, handoff.level, handoff.due_at, handoff.escalated_at, handoff.group_id);
  if (handoff.level < kMostLevels) jobs::set(tx, kAlarm, std::to_string(handoff.id.value), handoff.due_at, "{}");
  tell(tx, "escalated", handoff, 0);
  tell_staff(tx, handoff, ticket);
  return {};
}

}  // namespace sahay::bot
