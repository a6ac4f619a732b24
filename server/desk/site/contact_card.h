// The contact card: every way to reach the desk with its hours and usual answer, in one language, at one moment. Feeds
// the footer of each page, the contact page and the first view of the widget.
// Threading: pure.
#pragma once

#include <string>
#include <vector>

#include "base/i18n.h"
#include "desk/site/html.h"
#include "desk/site/settings.h"

namespace sahay::site {

struct CardRow {
  std::string kind, label, value, url;
  bool has_hours = true;  // false: there at any time (help centre, form)
  Availability now;
  int reply_seconds = 0;  // promised
  std::string id{}, best_for{}, cost{}, status = "ok", status_note{};
  std::vector<std::string> languages{};
  Measured measured{};
  int waiting = 0;
  bool counts_waiting = false;
  Schedule schedule{};
  std::string zone{};     // in which times are told; "": the desk's
  std::string audience = "all";
  WayFacts facts{};
  bool measured_enough() const { return measured.sample >= kLeastSample; }
};

// Whom a reader counts as beside everybody: "customers", "contract:gold".
using Audiences = std::vector<std::string>;

// What is open comes first, in the order of the settings; what is down, or is for others than this reader, is left out.
// `zone`: the visitor's, "" = not known. A figure is that of the reader's language at this hour of the week, if enough answers
// stand behind it, else of the language, the hour, all.
std::vector<CardRow> contact_card(const Settings& settings, i18n::Language language, Time now, const std::string& zone = {}, const Audiences& reader = {});

// "Open until 18:00", "Opens Sunday 09:00", "Closed (Language Day), opens Sunday 09:00", "Open at any time".
std::string hours_words(const Settings& settings, const CardRow& row, i18n::Language language, Time now);
// "usually in 4 hours (312 answers in four weeks)", "within 5 minutes", "not enough answers yet"; "" when nothing is to say.
std::string reply_words(const CardRow& row, i18n::Language language);
std::string language_words(const CardRow& row);                        // "English, বাংলা"
std::string week_words(const CardRow& row, i18n::Language language);   // "Sun-Thu 09:00-18:00"

// The same for whoever reads it at another time than now.
std::string usual_words(const CardRow& row, i18n::Language language);

Markup card_table(const Settings& settings, i18n::Language language, Time now, const std::string& zone = {}, const Audiences& reader = {});  // "All ways to reach us"
Markup card_footer(const Settings& settings, i18n::Language language, Time now, const std::string& zone = {});  // "Reach a person"
// The other ways below a letter, with weekly hours, usual answer time and cost: nothing that is true only now. "" without one.
struct CardBelow {
  std::string text, html;
};
CardBelow card_below_letter(const Settings& settings, i18n::Language language, Time now, std::string_view base_url);
// schema.org ContactPoints of the desk, as the content of a data block of a page.
std::string card_json_ld(const Settings& settings, i18n::Language language, Time now, std::string_view base_url);

}  // namespace sahay::site
