// Settings: what the owner of the desk decides about its customer pages. Filled once by app from the configuration.
// Threading: immutable after start.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"
#include "base/live_text.h"
#include "desk/site/schedule.h"

namespace sahay::site {

// A short text in the three languages; where one is missing the English one, else whatever there is.
struct Texts {
  std::string en{}, bn{}, ru{};

  const std::string& in(i18n::Language language) const {
    const std::string& wanted = language == i18n::Language::bn ? bn : language == i18n::Language::ru ? ru : en;
    return !wanted.empty() ? wanted : !en.empty() ? en : !bn.empty() ? bn : ru;
  }
};

// How long the first answer of a person took: median and 90th percentile of `sample` answers of the last four weeks.
struct Measured {
  int typical_seconds = 0, p90_seconds = 0, sample = 0;
};
// Below this a median says nothing.
inline constexpr int kLeastSample = 20;

// A figure of one language ("" = all) and one hour of the week in the desk's zone (-1 = all, 0 = Sunday 0:00).
struct MeasuredFor {
  std::string language{};
  int week_hour = -1;
  Measured figure{};
};

// What programs are told of a way beside what people read.
struct WayFacts {
  std::vector<std::string> purposes{}, products{};  // empty: for everything
  std::string cost_per_minute{}, cost_currency{};   // "0.14", "EUR"
  std::string internal_cost{};                      // of one contact; for staff only
  bool recorded = false;
  std::string third_party{}, stored_in{};           // whose network it is, where what is said is kept
};

// One way to reach the desk. `kind`: chat, phone, callback, email, messenger, forum, help, form, visit.
struct Way {
  std::string kind;
  std::string label{};       // "" = the usual word for the kind
  std::string value{};       // what people read: "+880 2 5566 7788"
  std::string url{};         // "tel:...", "mailto:...", "https://..."; chat and help need none
  std::string hours{};       // as parse_hours reads it; "" = the hours of the desk; "always"
  int reply_seconds = 0;     // promised time to an answer; 0 = not said
  std::string id{};          // of the row in the settings; "" = the kind
  Texts title{};             // instead of label
  Texts best_for{}, cost{};  // "" = not said; no cost said is free
  std::vector<std::string> languages{};  // empty: as the desk, en bn ru
  Measured measured{};
  std::string status = "ok";  // ok, degraded, down
  Texts status_note{};
  int waiting = 0;           // people who wait for their first answer there now
  bool counts_waiting = false;
  std::vector<MeasuredFor> narrower{};   // figures of a language, an hour, or both
  std::string audience = "all";          // all, customers (who is signed in), contract:TIER
  WayFacts facts{};
};

struct Settings {
  // These four are what administrators say now; they change while the program runs.
  LiveText desk_name = "Sahay";
  LiveText time_zone = "UTC";
  LiveText hours{};                       // of the desk, as parse_hours reads it; "" = always
  LiveText closed{};                      // its closed days, as write_closures (closed_days.h) wrote them
  int chat_reply_seconds = 0;             // usual time to the first human answer; 0 = not said
  std::string accent{};                   // "#1a5bc2"; "" = ours. Darkened until it is legible on white
  std::vector<Way> ways{};                // in order; empty: chat and the request form
  std::vector<std::string> frame_origins{};  // sites that may show the widget; empty = every site
  // Address of a built file by its plain name ("portal.css" -> "/portal/assets/portal-1a2b.css").
  std::function<std::string(std::string_view name)> asset_url = [](std::string_view name) {
    return "/portal/" + std::string(name);
  };
};

// The ways as they stand now, for everything that shows them. Set by app before the server starts; empty, or none given: those
// of the settings. Quick: it looks into memory.
inline std::function<std::shared_ptr<const std::vector<Way>>()> ways_now;

// Planned work that is announced, for every surface that customers see. Set once at start by app; empty: nothing. Quick: from memory.
struct Announced {
  std::string title, when, body;
};
inline std::function<std::vector<Announced>(i18n::Language language, const std::string& zone, Time now)> announced_now;

// The hour of the week by the clock of the desk: 0 is Sunday 0:00.
int week_hour_of(const Settings& settings, Time at);
// The schedule of the whole desk, and of one way.
Schedule schedule_of(const Settings& settings);
Schedule schedule_of(const Settings& settings, const Way& way);

struct Accent {
  std::string background;  // "#rrggbb"
  std::string on;          // "#ffffff" or "#000000", at least 4.5:1 on it
};
// The brand colour made legible: at least 4.5:1 on white. Anything that is no "#rrggbb" gives our blue.
Accent accent_of(std::string_view color);

}  // namespace sahay::site
