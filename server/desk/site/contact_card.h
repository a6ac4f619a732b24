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
  int reply_seconds = 0;
};

std::vector<CardRow> contact_card(const Settings& settings, i18n::Language language, Time now);

// "Open until 18:00", "Opens Sunday 09:00", "Open at any time".
std::string hours_words(const Settings& settings, const CardRow& row, i18n::Language language, Time now);
std::string reply_words(const CardRow& row, i18n::Language language);  // "usually in 4 hours"; "" when not said

Markup card_table(const Settings& settings, i18n::Language language, Time now);   // "All ways to reach us"
Markup card_footer(const Settings& settings, i18n::Language language, Time now);  // "Reach a person"

}  // namespace sahay::site
