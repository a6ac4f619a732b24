// Closed days from an iCalendar file (RFC 5545): all-day and timed events, single ones and those that come back every
// year (RRULE with FREQ=YEARLY: INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY; RDATE and EXDATE).
// Rule of use: events become closures of one zone's local time within a window of days; what is not understood is named,
// never guessed.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "platform/calendar/schedule.h"

namespace sahay::calendar {

// With the names that the event has in other languages (SUMMARY;LANGUAGE=bn): ("bn", "বিজয় দিবস").
struct NamedClosure : Closure {
  std::vector<std::pair<std::string, std::string>> names{};
};

struct ClosedDays {
  std::vector<NamedClosure> closures;  // by time
  std::vector<std::string> skipped;    // names of events that were not understood
};

// Days are counted since 1970-01-01, both inclusive. Errors: invalid (no calendar, larger than 1 MiB, more than 5,000
// events).
Result<ClosedDays> read_closed_days(std::string_view text, std::string_view time_zone, std::int64_t first_day, std::int64_t last_day);

}  // namespace sahay::calendar
