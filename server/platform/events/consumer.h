// One durable consumer as the dispatcher sees it: who it is, how far it has come, how it fares.
// Threading: the dispatcher's mutex.
#pragma once

#include <chrono>
#include <set>
#include <string>

#include "platform/events/events.h"

namespace sahay::events {

inline constexpr int kFailuresBeforeParking = 5;

struct DurableConsumer {
  std::string name;
  std::set<std::string, std::less<>> kinds;
  DurableHandler handler;
  Pace pace;

  std::int64_t cursor = 0;        // handled up to here
  std::int64_t saved = 0;         // as the row says; behind by events that were of no interest
  bool parked = false;
  std::string error;
  int failures = 0;               // of failed_event, in a row
  std::int64_t failed_event = 0;
  std::chrono::steady_clock::time_point retry_at{};
  std::chrono::steady_clock::time_point rests_until{};  // as its pace says

  bool wants(const Event& event) const { return kinds.empty() || kinds.contains(event.kind); }
  bool may_run(std::chrono::steady_clock::time_point now) const { return !parked && retry_at <= now; }
};

}  // namespace sahay::events
