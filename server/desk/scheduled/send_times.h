// Send times: what is offered where an answer shall go out later: the next times that suit the customer, in their zone. Pure.
// Threading: values.
#pragma once

#include <string>
#include <vector>

#include "platform/calendar/schedule.h"

namespace sahay::scheduled {

struct SendTime {
  std::string key;  // opening, tomorrow, monday
  Time at;
};
// Tomorrow and Monday at nine by the customer's clock, and before them the next opening of the desk when it is closed now. One
// moment is offered once.
std::vector<SendTime> send_times(Time now, const std::string& customer_zone, const calendar::Calendar& hours);

}  // namespace sahay::scheduled
