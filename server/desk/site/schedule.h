// Schedule: opening hours by weekday in one time zone, and the answer to "is somebody there now, and when next".
// Rule of use: the one source of such words; header, rows of the contact card and the chat all ask here.
// Threading: values; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace sahay::site {

struct OpenInterval {
  int weekday = 0;  // 0 = Sunday
  int from_minute = 0;
  int to_minute = 0;  // after from_minute; 1440 = midnight at the end of the day
};

struct Schedule {
  std::string time_zone = "UTC";       // IANA
  std::vector<OpenInterval> weekly{};  // empty: always open
};

struct Availability {
  bool open = true;
  Time opens_at;   // set when closed and it ever opens
  Time closes_at;  // set when open and it ever closes
};

Availability availability(const Schedule& schedule, Time now);

// "sun-thu 09:00-18:00; sat 10:00-14:00" with weekdays sun mon tue wed thu fri sat. Nothing: it is no schedule.
// "" and "always" are always open.
std::optional<std::vector<OpenInterval>> parse_hours(std::string_view text);

}  // namespace sahay::site
