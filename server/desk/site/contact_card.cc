#include "desk/site/contact_card.h"

#include <algorithm>

#include "desk/site/words.h"

namespace sahay::site {
namespace {

std::string kind_key(const std::string& kind) {
  for (const std::string_view known : {"chat", "phone", "email", "messenger", "help"})
    if (kind == known) return "portal.way_" + kind;
  return "portal.way_form";
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

std::vector<CardRow> contact_card(const Settings& settings, i18n::Language language, Time now) {
  std::vector<Way> ways = settings.ways;
  if (ways.empty()) ways = {Way{.kind = "chat"}, Way{.kind = "form", .hours = "always"}};
  std::vector<CardRow> rows;
  for (const Way& way : ways) {
    CardRow row{.kind = way.kind, .label = way.label, .value = way.value, .url = way.url, .now = {}};
    if (row.label.empty()) row.label = i18n::text(language, kind_key(way.kind));
    if (row.url.empty()) row.url = way.kind == "help" ? "/" : "/requests/new";
    const Schedule schedule = schedule_of(settings, way);
    row.has_hours = !schedule.weekly.empty();
    row.now = availability(schedule, now);
    row.reply_seconds = way.reply_seconds ? way.reply_seconds : way.kind == "chat" ? settings.chat_reply_seconds : 0;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string hours_words(const Settings& settings, const CardRow& row, i18n::Language language, Time now) {
  if (!row.has_hours) return i18n::text(language, "portal.open_always");
  if (row.now.open) {
    if (!row.now.closes_at) return i18n::text(language, "portal.open_now");
    return i18n::text(language, "portal.open_until", {{"time", time_words(language, row.now.closes_at, settings.time_zone)}});
  }
  if (!row.now.opens_at) return i18n::text(language, "portal.closed_now");
  return i18n::text(language, "portal.opens", {{"time", moment_words(language, row.now.opens_at, now, settings.time_zone)}});
}

std::string reply_words(const CardRow& row, i18n::Language language) {
  // A time that holds in opening hours says nothing while the desk is closed.
  if (!row.reply_seconds || !row.now.open) return {};
  return i18n::text(language, "portal.usual_reply", {{"time", duration_words(language, row.reply_seconds)}});
}

Markup card_table(const Settings& settings, i18n::Language language, Time now) {
  const auto rows = contact_card(settings, language, now);
  // A column in which nothing stands says nothing.
  const bool timed = std::any_of(rows.begin(), rows.end(), [&](const CardRow& row) { return !reply_words(row, language).empty(); });
  Html out;
  out.add("<table class=\"ways\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>", i18n::text(language, "portal.channel"),
          i18n::text(language, "portal.now"));
  if (timed) out.add("<th scope=\"col\">{}</th>", i18n::text(language, "portal.answer_time"));
  out.add("</tr></thead><tbody>");
  for (const CardRow& row : rows) {
    const char* state = !row.has_hours ? "" : row.now.open ? "open" : "shut";
    out.add("<tr><td>{}{}</td><td class=\"{}\">{}</td>", Html().add("<span class=\"m\">{}</span> ", row.label).take(), row_link(row, language), state,
            hours_words(settings, row, language, now));
    if (timed) out.add("<td>{}</td>", reply_words(row, language));
    out.add("</tr>");
  }
  out.add("</tbody></table>");
  return out.take();
}

Markup card_footer(const Settings& settings, i18n::Language language, Time now) {
  Html out;
  out.add("<h2>{}</h2><dl>", i18n::text(language, "portal.reach_a_person"));
  for (const CardRow& row : contact_card(settings, language, now)) {
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

}  // namespace sahay::site
