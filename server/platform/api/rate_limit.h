// RateLimit: how many requests one caller may make through the API in a minute. Off unless the operator names a number;
// the console is not counted. Windows are minutes of the clock, so that a refused caller learns exactly when to come again.
// Rule of use: `rate_limit` is set once at start (app/wiring.cc); Api asks it for every request.
// Threading: any thread.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "platform/api/caller.h"

namespace sahay::api {

class RateLimit {
 public:
  explicit RateLimit(int in_a_minute = 0) : limit_(in_a_minute) {}

  struct Standing {
    int limit = 100'000, remaining = 99'999;  // what is told while there is no limit
    int reset = 60;                           // seconds until the window ends
    bool refused = false;
  };
  Standing take(const Caller& caller, const std::string& address, Time now);
  void set(int in_a_minute) { limit_ = in_a_minute; }

 private:
  int limit_;
  std::mutex mutex_;
  std::int64_t minute_ = 0;
  std::unordered_map<std::string, int> used_;  // in this minute
};

inline RateLimit rate_limit;

}  // namespace sahay::api
