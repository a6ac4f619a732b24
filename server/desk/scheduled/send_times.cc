#include "desk/scheduled/send_times.h"

#include <algorithm>

namespace sahay::scheduled {
namespace {

constexpr std::int64_t kDay = 86'400, kNine = 9 * 3'600;

// 1970-01-01 was a Thursday.
int weekday_of(std::int64_t day) { return int(((day + 4) % 7 + 7) % 7); }

}  // namespace

std::vector<SendTime> send_times(Time now, const std::string& customer_zone, const calendar::Calendar& hours) {
  auto zone = calendar::Zone::find(customer_zone);
  if (!zone) zone = calendar::Zone::find("UTC");
  const std::int64_t today = (now.seconds() + zone->stretch_at(now.seconds()).offset) / kDay;
  const auto nine = [&](std::int64_t day) { return Time::from_seconds(zone->to_utc(day * kDay + kNine)); };
  std::vector<SendTime> out;
  if (!hours.empty() && !hours.open_at(now))
    if (const auto opens = hours.next_open(now)) out.push_back({"opening", *opens});
  const int ahead = (8 - weekday_of(today)) % 7;
  out.push_back({"tomorrow", nine(today + 1)});
  out.push_back({"monday", nine(today + (ahead ? ahead : 7))});
  std::vector<SendTime> unlike;
  for (SendTime& one : out)
    if (std::none_of(unlike.begin(), unlike.end(), [&](const SendTime& other) { return other.at == one.at; })) unlike.push_back(std::move(one));
  return unlike;
}

}  // namespace sahay::scheduled
