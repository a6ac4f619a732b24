#include "app/seen_now.h"

#include "app/desk_facts.h"
#include "app/seen_now_sql.h"
#include "base/text.h"
#include "desk/email/letter.h"
#include "desk/intake/intake.h"
#include "desk/people/people_api.h"
#include "desk/portal/request_view.h"
#include "desk/promises/cadence.h"
#include "desk/site/closed_days.h"
#include "desk/site/contact_card.h"
#include "desk/site/page.h"
#include "desk/sla/clock.h"
#include "desk/sla/foresee.h"
#include "desk/sla/rulebook.h"
#include "platform/calendar/when_words.h"
#include "platform/text/html.h"

namespace sahay::app {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr i18n::Language kLanguages[] = {i18n::Language::en, i18n::Language::bn, i18n::Language::ru};

// --- opening hours ---

Result<std::string> zone_in(const JsonObject& in, std::string_view key, const std::string& otherwise) {
  const std::string typed = string_at(in, key).value_or("");
  if (typed.empty()) return otherwise;
  const std::string zone = people::iana_time_zone(typed);
  if (!calendar::Zone::find(zone)) return invalid(std::string(key), "InvalidValue", "error.field.no_time_zone");
  return typed == "UTC" ? typed : zone;
}

// "2026-12-16 09:00" by the clock of the desk; nothing typed: now.
Result<Time> moment_in(const JsonObject& in, const std::string& zone, Time now) {
  const std::string typed = string_at(in, "at").value_or("");
  if (typed.empty()) return now;
  const auto local = typed.size() == 16 ? parse_iso8601(typed.substr(0, 10) + "T" + typed.substr(11) + ":00Z") : std::nullopt;
  if (!local) return invalid("at", "InvalidFormat", "error.field.wrong_type", {{"type", "YYYY-MM-DD HH:MM"}});
  return Time::from_seconds(calendar::Zone::find(zone)->to_utc(local->seconds()));
}

// The settings of the pages with the hours that were typed; closed days are stored as soon as they are added.
site::Settings with_hours(const site::Settings& settings, const sla::ScheduleRow& row) {
  site::Settings out = settings;
  out.time_zone = LiveText(row.time_zone);
  out.hours = LiveText(hours_text(row.intervals.text));
  out.closed = LiveText(closed_text(row));
  return out;
}

void write_hours(JsonWriter& w, const site::Settings& settings, i18n::Language language, Time at, const std::string& zone) {
  site::CardRow desk;
  desk.schedule = site::schedule_of(settings);
  desk.has_hours = site::has_hours(desk.schedule);
  desk.now = site::availability(desk.schedule, at);
  desk.zone = zone;
  const std::string own = settings.time_zone.text(), closed = site::closed_words(settings, language, at);
  w.begin_object().field("language", i18n::code(language)).field("open", desk.now.open).field("words", site::hours_words(settings, desk, language, at));
  w.field("week", site::week_words(desk, language)).field("closed_days", closed.empty() ? "" : i18n::text(language, "reach.closed_days", {{"days", closed}}));
  w.field("zone", zone == own ? i18n::text(language, "reach.zone", {{"zone", own}}) : i18n::text(language, "reach.your_zone", {{"zone", zone}, {"desk", own}}));
  w.key("ways").begin_array();
  for (const site::CardRow& row : site::contact_card(settings, language, at, zone))
    if (row.has_hours) w.begin_object().field("title", row.label).field("open", row.now.open).field("words", site::hours_words(settings, row, language, at)).end_object();
  w.end_array().end_object();
}

// {"preview":{"schedule_id","time_zone","intervals","at","reader_zone"}}
Result<Reply> show_hours(Context& c, db::Tx& tx, const site::Settings& settings) {
  const JsonObject* in = TRY(c.wrapped("preview"));
  auto row = tx.one<sla::ScheduleRow>(sql::seen_now::schedule, integer_at(*in, "schedule_id").value_or(0)).value_or(sla::ScheduleRow{});
  const bool on_card = row.is_default;
  row.time_zone = TRY(zone_in(*in, "time_zone", row.time_zone));
  if (const JsonArray* typed = array_at(*in, "intervals")) row.intervals.text = to_string(Json(*typed));
  const std::string zone = TRY(zone_in(*in, "reader_zone", row.time_zone));
  const Time at = TRY(moment_in(*in, row.time_zone, tx.now()));
  const site::Settings typed = with_hours(settings, row);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("preview").begin_object().field("at", at).field("on_card", on_card).key("languages").begin_array();
  for (const i18n::Language language : kLanguages) write_hours(w, typed, language, at, zone);
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- deadlines ---

struct Company {
  OrganizationId organization_id;
};
BOOST_DESCRIBE_STRUCT(Company, (), (organization_id))
struct Tier {
  std::string tier;
};
BOOST_DESCRIBE_STRUCT(Tier, (), (tier))

std::vector<std::string> tiers(db::Tx& tx) {
  std::vector<std::string> out;
  for (Tier& one : tx.all<Tier>(sql::seen_now::tiers)) out.push_back(std::move(one.tier));
  return out;
}

// A company that has this tier today; "" and "none": no company.
Result<OrganizationId> company_of(db::Tx& tx, const std::string& tier) {
  if (tier.empty() || tier == "none") return OrganizationId{};
  for (const Company& one : tx.all<Company>(sql::seen_now::companies_of_tier, tier))
    if (clients::entitlement(tx, std::nullopt, one.organization_id).tier == tier) return one.organization_id;
  std::string known;
  for (const std::string& one : tiers(tx)) known += (known.empty() ? "" : ", ") + one;
  return invalid("tier", "InvalidValue", "error.field.not_allowed", {{"allowed", known}});
}

// A request that comes in now, with what was chosen for it. Taken back with the transaction.
Result<tickets::Ticket> sample_request(db::Tx& tx, const JsonObject& chosen) {
  const OrganizationId company = TRY(company_of(tx, string_at(chosen, "tier").value_or("")));
  const auto customer = TRY(people::create_user(tx, {.name = "-", .email = {}, .phone = {}, .organization_id = company}));
  const tickets::Actor actor{customer.id, "web"};
  tickets::NewTicket wanted{.subject = "-", .comment = {.text = "-"}, .priority = string_at(chosen, "priority").value_or("")};
  wanted.organization = company;
  const auto made = TRY(tickets::create(tx, actor, std::move(wanted)));
  intake::Wish wish;
  if (const auto kind = string_at(chosen, "request_kind"); kind && !kind->empty()) wish.request_kind = *kind;
  if (const auto of_class = string_at(chosen, "priority_class"); of_class && !of_class->empty()) {
    wish.priority_class = *of_class;
    wish.reason = "-";
  }
  if (wish.request_kind || wish.priority_class) TRY(intake::apply(tx, actor, made.ticket.id, wish));
  const auto now = tickets::find(tx, made.ticket.id);
  if (!now) return not_found();
  promises::ensure_update(tx, {UserId{}, "system"}, *now, promises::active_cadences(tx));
  return *now;
}

void write_words(JsonWriter& w, db::Tx& tx, const site::Settings& settings, const tickets::Ticket& ticket) {
  w.key("languages").begin_array();
  for (const i18n::Language language : kLanguages) {
    const auto letter = email::acknowledgement_of(tx, ticket, language, settings.desk_name.text());
    const site::Visitor visitor{.language = language, .user = {}, .csrf = {}, .time_zone = {}, .now = tx.now()};
    const promises::NextStep next = promises::next_step(tx, ticket, language);
    w.begin_object().field("language", i18n::code(language)).field("next_step", next.words).field("letter_subject", letter.subject).field("letter", letter.text);
    // On the page the hint stands in a line of its own.
    const std::string card = text::replace_all(portal::next_card(settings, visitor, tx, ticket).html, "</b><span", "</b><br><span");
    w.field("page", text::html_to_text(card)).end_object();
  }
  w.end_array();
}

void write_foreseen(JsonWriter& w, const sla::Foreseen& found, Time now) {
  w.key("policy");
  if (found.policy_id) w.begin_object().field("title", found.typed ? "" : found.policy).field("typed", found.typed).end_object();
  else w.null();
  w.field("schedule", found.schedule).field("now", now).key("targets").begin_array();
  for (const auto& [target, due_at] : found.targets)
    w.begin_object().field("metric", sla::name_of(target.metric)).field("target_seconds", target.seconds).field("business_hours", target.business_hours).field("due_at", due_at).end_object();
  w.end_array();
}

// {"preview":{"sla_policy":{...},"sla_policy_id","request":{"request_kind","priority_class","priority","tier"}}}
Result<std::string> deadlines_of(Context& c, db::Tx& tx, const site::Settings& settings) {
  const JsonObject* in = TRY(c.wrapped("preview"));
  const JsonObject* chosen = object_at(*in, "request");
  const tickets::Ticket ticket = TRY(sample_request(tx, chosen ? *chosen : JsonObject{}));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("preview").begin_object().field("priority", ticket.priority).field("tiers", tiers(tx));
  // Before the policy is stored: clocks that others hear of hold the stored one.
  write_words(w, tx, settings, ticket);
  const sla::Foreseen found = TRY(sla::foresee(c, tx, integer_at(*in, "sla_policy_id").value_or(0), object_at(*in, "sla_policy"), ticket));
  write_foreseen(w, found, tx.now());
  w.end_object().end_object();
  return out;
}

Result<Reply> show_deadlines(Context& c, db::Store& store, const site::Settings& settings) {
  std::string out;
  const Result<void> done = store.write([&](db::Tx& tx) -> Result<void> {
    out = TRY(deadlines_of(c, tx, settings));
    return Error{ErrorCode::conflict, "sla.preview"};  // takes everything back
  });
  c.noted = true;  // a question is no line of the log
  if (out.empty()) return done.error();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_seen_now_routes(api::Api& api, const site::Settings& settings) {
  api.read("POST", "/business_hours/preview", api::Right(Access::staff, api::kAnyStaff), [&settings](Context& c, db::Tx& tx) { return show_hours(c, tx, settings); });
  api.plain("POST", "/slas/policies/preview", api::Right(Access::admin, "rules.manage"), [&settings](Context& c, db::Store& store) { return show_deadlines(c, store, settings); });
}

}  // namespace sahay::app
