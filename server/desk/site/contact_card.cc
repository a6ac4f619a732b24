#include "desk/site/contact_card.h"

#include <algorithm>

#include "base/json.h"
#include "desk/site/closed_days.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "platform/calendar/when_words.h"

namespace sahay::site {
namespace {

std::string kind_key(const std::string& kind) {
  for (const std::string_view known : {"chat", "phone", "email", "messenger", "help", "callback", "forum", "visit"})
    if (kind == known) return "portal.way_" + kind;
  return "portal.way_form";
}

bool is_for(const Way& way, const Audiences& reader) {
  return way.audience.empty() || way.audience == "all" || std::find(reader.begin(), reader.end(), way.audience) != reader.end();
}

// The narrowest figure that enough answers stand behind.
Measured figure_of(const Way& way, std::string_view language, int week_hour) {
  const std::pair<std::string_view, int> wanted[] = {{language, week_hour}, {language, -1}, {"", week_hour}};
  for (const auto& [of, hour] : wanted)
    for (const MeasuredFor& each : way.narrower)
      if (each.language == of && each.week_hour == hour && each.figure.sample >= kLeastSample) return each.figure;
  return way.measured;
}

// The link of a row: chat opens the widget where scripts run and the request form where they do not.
Markup row_link(const CardRow& row, i18n::Language language) {
  Html out;
  std::string words = row.value;
  if (words.empty()) {
    const bool chat = row.kind == "chat", help = row.kind == "help";
    words = i18n::text(language, chat ? "portal.open_chat" : help ? "portal.to_answers" : "portal.write_request");
  }
  if (row.kind == "chat") out.add("<a href=\"/requests/new\" data-help=\"chat\">{}</a>", words);
  else out.add("<a href=\"{}\">{}</a>", safe_url(row.url), words);
  return out.take();
}

}  // namespace

std::vector<CardRow> contact_card(const Settings& settings, i18n::Language language, Time now, const std::string& zone, const Audiences& reader) {
  const auto shared = ways_now ? ways_now() : nullptr;
  std::vector<Way> ways = shared && !shared->empty() ? *shared : settings.ways;
  if (ways.empty()) ways = {Way{.kind = "chat"}, Way{.kind = "form", .hours = "always"}};
  std::vector<CardRow> rows;
  const int week_hour = week_hour_of(settings, now);
  for (const Way& way : ways) {
    if (way.status == "down" || !is_for(way, reader)) continue;
    CardRow row{.kind = way.kind, .label = way.title.in(language), .value = way.value, .url = way.url, .now = {}};
    if (row.label.empty()) row.label = way.label.empty() ? i18n::text(language, kind_key(way.kind)) : way.label;
    if (row.url.empty()) row.url = way.kind == "help" ? "/" : "/requests/new";
    row.schedule = schedule_of(settings, way);
    row.has_hours = has_hours(row.schedule);
    row.now = availability(row.schedule, now);
    row.reply_seconds = way.reply_seconds ? way.reply_seconds : way.kind == "chat" ? settings.chat_reply_seconds : 0;
    row.id = way.id.empty() ? way.kind : way.id;
    row.best_for = way.best_for.in(language);
    row.cost = way.cost.in(language);
    row.status = way.status;
    row.status_note = way.status_note.in(language);
    row.languages = way.languages.empty() ? std::vector<std::string>{"en", "bn", "ru"} : way.languages;
    row.measured = figure_of(way, i18n::code(language), week_hour);
    row.audience = way.audience;
    row.facts = way.facts;
    row.waiting = way.waiting;
    row.counts_waiting = way.counts_waiting;
    row.zone = zone.empty() ? settings.time_zone.text() : zone;
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const CardRow& a, const CardRow& b) { return a.now.open > b.now.open; });
  return rows;
}

std::string hours_words(const Settings& settings, const CardRow& row, i18n::Language language, Time now) {
  const std::string zone = row.zone.empty() ? settings.time_zone.text() : row.zone;
  if (!row.has_hours) return i18n::text(language, "portal.open_always");
  if (row.now.open) {
    if (!row.now.closes_at) return i18n::text(language, "portal.open_now");
    return i18n::text(language, "portal.open_until", {{"time", time_words(language, row.now.closes_at, zone)}});
  }
  if (!row.now.opens_at) return i18n::text(language, "portal.closed_now");
  if (const std::string why = row.schedule.closed.empty() ? std::string() : closed_today(settings, language, now); !why.empty())
    return i18n::text(language, "reach.closed_today", {{"day", why}, {"time", moment_words(language, row.now.opens_at, now, zone)}});
  return i18n::text(language, "portal.opens", {{"time", moment_words(language, row.now.opens_at, now, zone)}});
}

std::string reply_words(const CardRow& row, i18n::Language language) {
  // A time that holds in opening hours says nothing while the desk is closed.
  return row.now.open ? usual_words(row, language) : std::string();
}

std::string usual_words(const CardRow& row, i18n::Language language) {
  if (row.kind == "help") return {};
  if (row.measured_enough())
    return i18n::text(language, "reach.measured", {{"time", duration_words(language, row.measured.typical_seconds)}, {"n", std::to_string(row.measured.sample)}});
  if (row.reply_seconds) return i18n::text(language, "reach.promised", {{"time", duration_words(language, row.reply_seconds)}});
  return row.measured.sample > 0 || row.counts_waiting ? i18n::text(language, "reach.too_few") : std::string();
}

std::string language_words(const CardRow& row) {
  std::string out;
  for (const std::string& code : row.languages) {
    const std::string_view name = code == "en" ? "English" : code == "bn" ? "বাংলা" : code == "ru" ? "Русский" : std::string_view(code);
    out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

std::string week_words(const CardRow& row, i18n::Language language) {
  constexpr int kDay = 1440;
  std::string out;
  const auto clock = [language](int minutes) { return calendar::skeleton_words(language, "HHmm", Time::from_seconds(minutes % kDay * 60), "UTC"); };
  const auto day_name = [&](int day) { return i18n::text(language, "reach.day." + std::to_string(day % 7)); };
  const auto& week = row.schedule.weekly;
  for (std::size_t i = 0; i < week.size();) {
    const int day = week[i].from / kDay, from = week[i].from % kDay, to = week[i].to - day * kDay;
    std::size_t last = i;
    // The same hours on the days that follow are one line, also from Saturday to Sunday.
    const auto follows = [](const auto& a, const auto& b) { return b.from == (a.from + kDay) % (7 * kDay) && b.to - b.from == a.to - a.from; };
    while (last + 1 < week.size() && follows(week[last], week[last + 1])) ++last;
    out += (out.empty() ? "" : ", ") + day_name(day) + (last > i ? "–" + day_name(day + int(last - i)) : "") + " " + clock(from) + "–" + clock(to);
    i = last + 1;
  }
  return out;
}

namespace {

// Everything but hours and answer time: how to use it, what for, in which languages, at what cost.
Markup way_cell(const CardRow& row, i18n::Language language) {
  Html out;
  out.add("<span class=\"m\">{}</span> {}", row.label, row_link(row, language));
  if (!row.best_for.empty()) out.add("<br><span>{}</span>", i18n::text(language, "reach.best_for", {{"what", row.best_for}}));
  out.add("<br><span class=\"m\">{} · {}</span>", language_words(row), row.cost.empty() ? i18n::text(language, "reach.free") : row.cost);
  if (!row.status_note.empty()) out.add("<br><span class=\"shut\">{}</span>", row.status_note);
  return out.take();
}

}  // namespace

Markup card_table(const Settings& settings, i18n::Language language, Time now, const std::string& zone, const Audiences& reader) {
  const auto rows = contact_card(settings, language, now, zone, reader);
  // A column in which nothing stands says nothing.
  const bool timed = std::any_of(rows.begin(), rows.end(), [&](const CardRow& row) { return !reply_words(row, language).empty(); });
  Html out;
  out.add("<table class=\"ways\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>", i18n::text(language, "portal.channel"),
          i18n::text(language, "portal.now"));
  if (timed) out.add("<th scope=\"col\">{}</th>", i18n::text(language, "portal.answer_time"));
  out.add("</tr></thead><tbody>");
  for (const CardRow& row : rows) {
    const char* state = !row.has_hours ? "" : row.now.open ? "open" : "shut";
    out.add("<tr><td>{}</td><td><span class=\"{}\">{}</span>", way_cell(row, language), state, hours_words(settings, row, language, now));
    if (row.has_hours) out.add("<br><span class=\"m\">{}</span>", week_words(row, language));
    // Closed is never the end: what to do now stands beside it.
    if (row.has_hours && !row.now.open) out.add("<br><a href=\"/requests/new\">{}</a>", i18n::text(language, "reach.write_now"));
    out.add("</td>");
    if (timed) {
      out.add("<td class=\"m\">{}", reply_words(row, language));
      if (row.counts_waiting && row.now.open) out.add("<br>{}", i18n::text(language, "reach.waiting", {{"n", std::to_string(row.waiting)}}));
      out.add("</td>");
    }
    out.add("</tr>");
  }
  const std::string own = settings.time_zone.text(), days = closed_words(settings, language, now);
  out.add("</tbody></table>");
  if (!days.empty()) out.add("<p>{}</p>", i18n::text(language, "reach.closed_days", {{"days", days}}));
  out.add("<p class=\"m\">{}</p>",
          zone.empty() || zone == own ? i18n::text(language, "reach.zone", {{"zone", own}}) : i18n::text(language, "reach.your_zone", {{"zone", zone}, {"desk", own}}));
  return out.take();
}

Markup card_footer(const Settings& settings, i18n::Language language, Time now, const std::string& zone) {
  Html out;
  out.add("<h2>{}</h2><dl>", i18n::text(language, "portal.reach_a_person"));
  for (const CardRow& row : contact_card(settings, language, now, zone)) {
    if (row.kind == "help") continue;
    const char* state = row.has_hours && !row.now.open ? "shut" : "open";
    const std::string reply = reply_words(row, language);
    out.add("<div><dt>{}</dt><dd>{}<br><span class=\"{}\">{}</span>", row.label, row_link(row, language), state,
            hours_words(settings, row, language, now));
    if (!reply.empty()) out.add("<br>{}", reply);
    out.add("</dd></div>");
  }
  out.add("</dl>");
  return out.take();
}

CardBelow card_below_letter(const Settings& settings, i18n::Language language, Time now, std::string_view base_url) {
  CardBelow out;
  Html html;
  std::string text;
  bool timed = false;
  for (const CardRow& row : contact_card(settings, language, now)) {
    // Who reads a letter has that way already.
    if (row.kind == "email" || row.kind == "help" || row.kind == "form") continue;
    timed = timed || row.has_hours;
    std::string facts;
    for (const std::string& fact : {row.has_hours ? week_words(row, language) : i18n::text(language, "portal.open_always"), usual_words(row, language), row.cost, row.status_note})
      if (!fact.empty()) facts += " · " + fact;
    text += "\n" + row.label + (row.value.empty() ? "" : " " + row.value) + facts;
    html.add("<br>{}", row.label);
    if (!row.value.empty()) html.add(" <b>{}</b>", row.value);
    html.add("{}", facts);
  }
  if (text.empty()) return out;
  const std::string zone = timed ? i18n::text(language, "reach.zone", {{"zone", settings.time_zone.text()}}) + " " : "", title = i18n::text(language, "reach.other_ways");
  const std::string page = std::string(base_url) + "/contact", all = i18n::text(language, "portal.all_ways");
  // A desk that does not know its own address has no link to give.
  const bool linked = !base_url.empty();
  out.text = title + text + "\n" + zone + (linked ? all + ": " + page : "");
  const Markup link = linked ? Html().add("<a href=\"{}\">{}</a>", page, all).take() : Markup{};
  out.html = Html().add("<p style=\"margin:16px 0 0;font-size:13px;color:#4b5563\"><b>{}</b>{}<br>{}{}</p>", title, html.take(), zone, link).take().html;
  return out;
}

namespace {

// Opens and closes at the same time: not at all on that day.
void write_special_days(JsonWriter& w, const std::vector<ClosedDay>& closed) {
  for (const ClosedDay& each : closed) {
    if (!each.whole()) continue;
    const std::string date = calendar::date_text(each.day);
    w.begin_object().field("@type", "OpeningHoursSpecification");
    if (!each.name.empty()) w.field("name", each.name);
    w.field("validFrom", date).field("validThrough", date).field("opens", "00:00").field("closes", "00:00").end_object();
  }
}

}  // namespace

std::string card_json_ld(const Settings& settings, i18n::Language language, Time now, std::string_view base_url) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("@context", "https://schema.org").field("@type", "Organization").field("name", settings.desk_name.text()).field("url", base_url);
  w.key("contactPoint").begin_array();
  constexpr std::size_t kMostDays = 10;
  const auto closed = closed_days(settings, language, now, kMostDays);
  static constexpr std::string_view kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  for (const CardRow& row : contact_card(settings, language, now)) {
    if (row.kind == "help") continue;
    w.begin_object().field("@type", "ContactPoint").field("contactType", "customer support").field("name", row.label);
    if (row.kind == "phone") w.field("telephone", row.value);
    else if (row.kind == "email") w.field("email", row.value);
    else w.field("url", row.url.starts_with("/") ? std::string(base_url) + row.url : row.url);
    if (row.kind == "phone" && row.cost.empty()) w.field("contactOption", "TollFree");
    w.field("availableLanguage", row.languages);
    if (has_hours(row.schedule)) {
      w.key("hoursAvailable").begin_array();
      for (const auto& part : row.schedule.weekly) {
        const int day = part.from / 1440;
        const auto clock = [](int m) { return std::to_string(m / 600) + std::to_string(m / 60 % 10) + ":" + std::to_string(m % 60 / 10) + std::to_string(m % 10); };
        w.begin_object().field("@type", "OpeningHoursSpecification").field("dayOfWeek", kDays[day % 7]).field("opens", clock(part.from % 1440));
        w.field("closes", clock(std::min(part.to - day * 1440, 1439))).end_object();
      }
      if (!row.schedule.closed.empty()) write_special_days(w, closed);
      w.end_array();
    }
    w.end_object();
  }
  w.end_array().end_object();
  return data_block(std::move(out));
}

}  // namespace sahay::site
