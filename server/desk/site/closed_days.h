// Closed days: those of the desk with their names in the three languages, as the settings hold them and as customers are told them.
// Rule of use: page, widget, data of pages and API all ask closed_days(); opening hours count closures by schedule.h.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/site/settings.h"

namespace sahay::site {

// Local minutes since 1970, [from, to).
struct Closed {
  Texts name{};
  std::int64_t from = 0, to = 0;
};

// One line each: "from-to", then the names in English, Bengali and Russian after tabs. What is no such line is left out.
std::string write_closures(const std::vector<Closed>& closed);
std::vector<Closed> read_closures(std::string_view text);

// One day of the calendar on which the desk is closed, or closed for a part.
struct ClosedDay {
  std::int64_t day = 0;  // since 1970
  int from = 0, to = 1440;  // minutes of that day
  std::string name;         // "" = none was given
  bool whole() const { return from == 0 && to == 1440; }
};
// Those that are not over, in order, from the first on that the desk's zone has today.
std::vector<ClosedDay> closed_days(const Settings& settings, i18n::Language language, Time now, std::size_t most);
// The name of the closed day that it is now; "" when it is none or has none.
std::string closed_today(const Settings& settings, i18n::Language language, Time now);
// "21 February (Language Day), 25 December – 27 December": of the next weeks; "" when nothing is near.
std::string closed_words(const Settings& settings, i18n::Language language, Time now);

}  // namespace sahay::site
