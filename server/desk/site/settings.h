// Settings: what the owner of the desk decides about its customer pages. Filled once by app from the configuration.
// Threading: immutable after start.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"
#include "desk/site/schedule.h"

namespace sahay::site {

// One way to reach the desk. `kind`: chat, phone, email, messenger, help, form.
struct Way {
  std::string kind;
  std::string label{};       // "" = the usual word for the kind
  std::string value{};       // what people read: "+880 2 5566 7788"
  std::string url{};         // "tel:...", "mailto:...", "https://..."; chat and help need none
  std::string hours{};       // as parse_hours reads it; "" = the hours of the desk; "always"
  int reply_seconds = 0;     // usual time to an answer; 0 = not said
};

struct Settings {
  std::string desk_name = "Sahay";
  std::string time_zone = "UTC";
  std::string hours{};                    // of the desk, as parse_hours reads it; "" = always
  int chat_reply_seconds = 0;             // usual time to the first human answer; 0 = not said
  std::string accent{};                   // "#1a5bc2"; "" = ours. Darkened until it is legible on white
  std::vector<Way> ways{};                // in order; empty: chat and the request form
  std::vector<std::string> frame_origins{};  // sites that may show the widget; empty = every site
  // Address of a built file by its plain name ("portal.css" -> "/portal/assets/portal-1a2b.css").
  std::function<std::string(std::string_view name)> asset_url = [](std::string_view name) {
    return "/portal/" + std::string(name);
  };
};

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
