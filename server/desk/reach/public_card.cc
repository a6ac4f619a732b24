// GET /public/v1/reach, for everybody and every site, and /contact-card.js, which shows it in a footer.
#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "desk/reach/reach.h"
#include "desk/site/closed_days.h"
#include "desk/site/contact_card.h"
#include "desk/site/visitor.h"
#include "platform/api/rule_switch.h"

namespace sahay::reach {
namespace {

constexpr int kValidSeconds = 30;

// The snippet of a footer: the link inside works without it, and stays when anything goes wrong.
constexpr char kScript[] = R"js((() => {
  const script = document.currentScript;
  const desk = new URL(script.src).origin;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
  const lang = script.dataset.lang || document.documentElement.lang || navigator.language || 'en';
  const clock = (at) => new Intl.DateTimeFormat(lang, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
  const add = (parent, name, words) => {
    const child = document.createElement(name);
    child.textContent = words;
    return parent.appendChild(child);
  };
  const draw = (place, card) => {
    const list = document.createElement('ul');
    for (const way of card.ways) {
      const item = list.appendChild(document.createElement('li'));
      const link = add(item, 'a', way.title + (way.address.display ? ': ' + way.address.display : ''));
      link.href = new URL(way.address.href, desk + '/').href;
      if (way.kind === 'chat') link.dataset.help = 'chat';
      const words = [way.hours.words, way.reply.words, way.cost.customer.text].filter(Boolean).join(' · ');
      add(item, 'small', ' ' + words);
    }
    place.replaceChildren(list);
  };
  fetch(desk + '/public/v1/reach?lang=' + encodeURIComponent(lang) + '&tz=' + encodeURIComponent(zone))
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((card) => card && document.querySelectorAll('[data-sahay-contact]').forEach((place) => draw(place, card)))
    .catch(() => undefined);
})();
)js";

std::string clock_words(int minutes) { return std::to_string(minutes / 600) + std::to_string(minutes / 60 % 10) + ":" + std::to_string(minutes % 60 / 10) + std::to_string(minutes % 10); }

template <class T>
void write_known(JsonWriter& w, std::string_view key, bool known, const T& value) {
  w.key(key);
  if (known) w.value(value);
  else w.null();
}

void write_text(JsonWriter& w, std::string_view key, const std::string& value) { write_known(w, key, !value.empty(), value); }

// Closed days that are not over, as dates of the desk; of a day that is closed for a part, the part.
void write_exceptions(JsonWriter& w, const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  constexpr std::size_t kMost = 20;
  w.key("exceptions").begin_array();
  if (!row.schedule.closed.empty())
    for (const site::ClosedDay& each : site::closed_days(settings, language, now, kMost)) {
      w.begin_object().field("date", calendar::date_text(each.day)).field("closed", each.whole());
      if (!each.whole()) w.field("closed_from", clock_words(each.from)).field("closed_to", clock_words(each.to));
      write_text(w, "why", each.name);
      w.end_object();
    }
  w.end_array();
}

void write_hours(JsonWriter& w, const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  w.key("hours").begin_object().field("tz", row.schedule.time_zone.empty() ? settings.time_zone.text() : row.schedule.time_zone).key("weekly").begin_array();
  for (const auto& part : row.schedule.weekly) {
    const int day = part.from / 1440;
    w.begin_object().key("d").begin_array().value(day % 7).end_array().field("from", clock_words(part.from - day * 1440)).field("to", clock_words(part.to - day * 1440)).end_object();
  }
  w.end_array();
  write_exceptions(w, settings, row, language, now);
  w.field("open_now", row.now.open).field("closes_at", row.now.closes_at).field("opens_at", row.now.opens_at);
  w.field("words", site::hours_words(settings, row, language, now)).end_object();
}

void write_reply(JsonWriter& w, const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  const bool measured = row.measured_enough();
  w.key("reply").begin_object();
  write_known(w, "promise_s", row.reply_seconds > 0, row.reply_seconds);
  write_known(w, "typical_s", measured, row.measured.typical_seconds);
  write_known(w, "p90_s", measured, row.measured.p90_seconds);
  w.field("sample", row.measured.sample).field("least_sample", site::kLeastSample).field("window_days", kWindowDays);
  w.field("basis", measured ? "measured" : row.reply_seconds ? "promised" : "unknown").field("words", site::reply_words(row, language));
  // What comes while it is closed waits for this.
  write_text(w, "outside_hours", row.has_hours && !row.now.open ? site::hours_words(settings, row, language, now) : "");
  w.end_object();
}

// Whoever answers there has the console open; a telephone rings beside it.
bool by_people(const site::CardRow& row) { return row.kind == "chat" || row.kind == "callback"; }

bool speaks(const OnShift& person, std::string_view code) {
  return person.languages.empty() || std::find(person.languages.begin(), person.languages.end(), code) != person.languages.end();
}

// Where people answer at once, a language is there now when one of those who are there speaks it.
bool spoken_now(const site::CardRow& row, const Present& present, std::string_view code) {
  if (!row.now.open) return false;
  return !by_people(row) || !present.counted || std::any_of(present.people.begin(), present.people.end(), [&](const OnShift& each) { return speaks(each, code); });
}

void write_people(JsonWriter& w, const site::CardRow& row, const Present& present, i18n::Language language) {
  constexpr std::size_t kMost = 4;
  const bool free = row.now.open && (!by_people(row) || !present.counted || !present.people.empty());
  w.key("human").begin_object().field("available_now", free).key("people").begin_array();
  if (row.now.open && by_people(row))
    for (std::size_t i = 0; i < std::min(kMost, present.people.size()); ++i) {
      const OnShift& each = present.people[i];
      w.begin_object().field("name", each.name);
      write_text(w, "photo", each.photo);
      w.field("role", each.role.in(language)).end_object();
    }
  w.end_array();
  write_known(w, "queue_length", row.counts_waiting, row.waiting);
  w.end_object();
}

void write_cost(JsonWriter& w, const site::CardRow& row, i18n::Language language, bool for_staff) {
  const site::WayFacts& facts = row.facts;
  w.key("cost").begin_object().key("customer").begin_object().field("free", row.cost.empty() && facts.cost_per_minute.empty());
  w.field("text", row.cost.empty() ? i18n::text(language, "reach.free") : row.cost);
  write_text(w, "per_minute", facts.cost_per_minute);
  write_text(w, "currency", facts.cost_per_minute.empty() ? "" : facts.cost_currency);
  w.end_object();
  if (for_staff) {
    w.key("internal").begin_object();
    write_text(w, "per_contact", facts.internal_cost);
    write_text(w, "currency", facts.cost_currency);
    w.field("visible_to", "staff").end_object();
  }
  w.end_object();
}

// How much another company's messenger takes is not ours to know.
void write_ways_facts(JsonWriter& w, const site::CardRow& row, const FileLimits& limits) {
  const std::size_t most = row.kind == "chat" ? limits.chat : row.kind == "email" ? limits.email : row.kind == "form" ? limits.form : 0;
  const bool files = most > 0 || row.kind == "messenger";
  w.key("accepts").begin_object().field("files", files);
  write_known(w, "max_mb", most > 0, std::int64_t(most / 1'000'000));
  w.field("screenshots", files).field("anonymous", row.kind != "forum").end_object();
  w.key("privacy").begin_object().field("recorded", row.facts.recorded);
  write_text(w, "third_party", row.facts.third_party);
  write_text(w, "stored_in", row.facts.stored_in);
  w.end_object();
}

// What is the same for every way of one card.
struct Around {
  const site::Settings& settings;
  const Present& present;
  const FileLimits& limits;
  i18n::Language language;
  Time now;
  bool for_staff = false;
};

void write_way(JsonWriter& w, const site::CardRow& row, const Around& around) {
  const auto& [settings, present, limits, language, now, for_staff] = around;
  const bool chat = row.kind == "chat";
  w.begin_object().field("id", row.id).field("kind", row.kind).field("title", row.label);
  w.key("address").begin_object().field("href", chat ? std::string("/requests/new") : row.url).field("display", row.value);
  w.field("copyable", row.kind == "phone" || row.kind == "email").end_object();
  w.field("purpose", row.facts.purposes).field("products", row.facts.products.empty() ? std::vector<std::string>{"*"} : row.facts.products).field("audience", row.audience);
  w.field("best_for", row.best_for).key("languages").begin_array();
  for (const std::string& code : row.languages) {
    w.begin_object().field("code", code).field("now", spoken_now(row, present, code));
    w.field("next", row.now.open ? Time{} : row.now.opens_at).end_object();
  }
  w.end_array();
  write_hours(w, settings, row, language, now);
  write_people(w, row, present, language);
  write_reply(w, settings, row, language, now);
  if (chat) w.key("bot").begin_object().field("answers_first", present.bot_answers).field("human_on_request", true).end_object();
  write_cost(w, row, language, for_staff);
  write_ways_facts(w, row, limits);
  w.field("status", row.status).field("status_note", row.status_note);
  // A closed channel is never a dead end.
  w.field("fallback", row.has_hours && !row.now.open ? "form" : "").end_object();
}

bool names(const std::vector<std::string>& list, std::string_view wanted) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& each) { return text::equal_ignoring_case(each, wanted); });
}

// What is asked for: ways for other products are left out; then what is open, speaks the reader's language, is for the purpose,
// and is the way they used last.
void arrange(std::vector<site::CardRow>& rows, const http::Request& request, i18n::Language language, const Present& present) {
  const std::string product = request.parameter("product").value_or(""), purpose = request.parameter("purpose").value_or(""), last = request.parameter("last").value_or("");
  std::erase_if(rows, [&](const site::CardRow& row) { return !product.empty() && !row.facts.products.empty() && !names(row.facts.products, product); });
  const auto rank = [&](const site::CardRow& row) {
    const bool fits = purpose.empty() || row.facts.purposes.empty() || names(row.facts.purposes, purpose);
    return std::tuple(!row.now.open, !spoken_now(row, present, i18n::code(language)) || !names(row.languages, i18n::code(language)), !fits, row.kind != last);
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const site::CardRow& a, const site::CardRow& b) { return rank(a) < rank(b); });
}

}  // namespace

std::string Card::written(const http::Request& request, bool for_staff) {
  const auto language = request.parameter("lang") ? i18n::language_of(*request.parameter("lang")) : i18n::negotiate(request.header("accept-language"));
  const std::string zone = site::zone_of(request, std::nullopt);
  const Time now = clock_.now();
  auto rows = api::rule_in_force("B8") ? site::contact_card(settings_, language, now, zone) : std::vector<site::CardRow>{};
  const Present there = present();
  arrange(rows, request, language, there);
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("generated_at", now).field("valid_for_s", kValidSeconds).field("desk", settings_.desk_name.text()).key("recommended").begin_array();
  for (const site::CardRow& row : rows)
    if (row.now.open && row.has_hours) w.value(row.id);
  w.end_array().key("ways").begin_array();
  for (const site::CardRow& row : rows) write_way(w, row, {settings_, there, limits_, language, now, for_staff});
  w.end_array().end_object();
  return out;
}

http::Response Card::public_card(const http::Request& request) {
  auto response = http::Response::json(200, written(request, false));
  response.header("cache-control", "public, max-age=" + std::to_string(kValidSeconds)).header("access-control-allow-origin", "*").header("vary", "accept-language, cookie");
  return response;
}

void Card::add_public_routes(http::Router& router) {
  router.add("GET", "/public/v1/reach", [this](http::Request& request) { return public_card(request); });
  router.add("GET", "/contact-card.js", [](http::Request&) {
    http::Response response;
    response.status = 200;
    response.body = kScript;
    response.header("content-type", "text/javascript; charset=utf-8").header("cache-control", "public, max-age=3600").header("access-control-allow-origin", "*");
    response.header("x-content-type-options", "nosniff");
    return response;
  });
}

}  // namespace sahay::reach
