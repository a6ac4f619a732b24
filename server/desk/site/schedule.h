// Schedule: opening hours of the desk as its customer pages need them, and the answer to "is somebody there now, and when
// next". The calendar itself is platform/calendar's, the same that the clocks use.
// Rule of use: the one source of such words; header, rows of the contact card and the chat all ask here.
// Threading: values; pure.
#pragma once

#include "base/clock.h"
#include "platform/calendar/schedule.h"

namespace sahay::site {

using calendar::parse_hours;
using calendar::Schedule;

struct Availability {
  bool open = true;
  Time opens_at;   // set when closed and it ever opens
  Time closes_at;  // set when open and it ever closes
};

Availability availability(const Schedule& schedule, Time now);
// False: open at every hour of every day.
inline bool has_hours(const Schedule& schedule) { return !schedule.weekly.empty() || !schedule.closed.empty(); }

}  // namespace sahay::site
