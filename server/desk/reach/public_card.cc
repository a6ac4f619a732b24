// GET /public/v1/reach, for everybody and every site, and /contact-card.js, which shows it in a footer.
#include "base/text.h"
#include "desk/reach/reach.h"
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

void write_hours(JsonWriter& w, const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  w.key("hours").begin_object().field("tz", row.schedule.time_zone.empty() ? settings.time_zone.text() : row.schedule.time_zone).key("weekly").begin_array();
  for (const auto& part : row.schedule.weekly) {
    const int day = part.from / 1440;
    const auto clock = [](int m) { return std::to_string(m / 600) + std::to_string(m / 60 % 10) + ":" + std::to_string(m % 60 / 10) + std::to_string(m % 10); };
    w.begin_object().key("d").begin_array().value(day % 7).end_array().field("from", clock(part.from - day * 1440)).field("to", clock(part.to - day * 1440)).end_object();
  }
  w.end_array().field("open_now", row.now.open).field("closes_at", row.now.closes_at).field("opens_at", row.now.opens_at);
  w.field("words", site::hours_words(settings, row, language, now)).end_object();
}

void write_reply(JsonWriter& w, const site::CardRow& row, i18n::Language language) {
  const bool measured = row.measured_enough();
  w.key("reply").begin_object().key("promise_s");
  if (row.reply_seconds) w.value(row.reply_seconds); else w.null();
  w.key("typical_s");
  if (measured) w.value(row.measured.typical_seconds); else w.null();
  w.key("p90_s");
  if (measured) w.value(row.measured.p90_seconds); else w.null();
  w.field("sample", row.measured.sample).field("least_sample", site::kLeastSample).field("window_days", kWindowDays);
  w.field("basis", measured ? "measured" : row.reply_seconds ? "promised" : "unknown").field("words", site::reply_words(row, language)).end_object();
}

void write_way(JsonWriter& w, const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  const bool chat = row.kind == "chat";
  w.begin_object().field("id", row.id).field("kind", row.kind).field("title", row.label);
  w.key("address").begin_object().field("href", chat ? std::string("/requests/new") : row.url).field("display", row.value);
  w.field("copyable", row.kind == "phone" || row.kind == "email").end_object();
  w.field("best_for", row.best_for).key("languages").begin_array();
  for (const std::string& code : row.languages) w.begin_object().field("code", code).field("now", row.now.open).end_object();
  w.end_array();
  write_hours(w, settings, row, language, now);
  w.key("human").begin_object().field("available_now", row.now.open).key("queue_length");
  if (row.counts_waiting) w.value(row.waiting); else w.null();
  w.end_object();
  write_reply(w, row, language);
  if (chat) w.key("bot").begin_object().field("human_on_request", true).end_object();
  w.key("cost").begin_object().key("customer").begin_object().field("free", row.cost.empty());
  w.field("text", row.cost.empty() ? i18n::text(language, "reach.free") : row.cost).end_object().end_object();
  w.field("status", row.status).field("status_note", row.status_note);
  // A closed channel is never a dead end.
  w.field("fallback", row.has_hours && !row.now.open ? "form" : "").end_object();
}

}  // namespace

http::Response Card::public_card(const http::Request& request) {
  const auto language = request.parameter("lang") ? i18n::language_of(*request.parameter("lang")) : i18n::negotiate(request.header("accept-language"));
  const std::string zone = site::zone_of(request, std::nullopt);
  const Time now = clock_.now();
  const auto rows = api::rule_in_force("B8") ? site::contact_card(settings_, language, now, zone) : std::vector<site::CardRow>{};
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("generated_at", now).field("valid_for_s", kValidSeconds).field("desk", settings_.desk_name.text()).key("recommended").begin_array();
  for (const site::CardRow& row : rows)
    if (row.now.open && row.has_hours) w.value(row.id);
  w.end_array().key("ways").begin_array();
  for (const site::CardRow& row : rows) write_way(w, settings_, row, language, now);
  w.end_array().end_object();
  auto response = http::Response::json(200, std::move(out));
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
