// Hooks of debug builds (SAHAY_HOOKS) for tests from outside, answered to loopback only:
//   POST /test/clock {"advance_seconds": 90} or {"now": "2026-01-02T03:04:05Z"} -> {"now": ...}; {} only tells it
//   POST /test/run_jobs    runs everything that is due until nothing is
//   POST /test/hole {"resource": "ticket"}  shows all its rows to everybody, until {"resource": ""}: the matrix of rights
//                          (tests/rights) must find it
//   POST /test/sns_certificate {"url", "pem"}  a certificate of Amazon SNS as if it had been fetched
//   POST /test/wait_idle   waits until events are handled and no job is due
// Rule of use: a release build does not contain them; tests/rig/server.py has a method for each.
// Threading: as the parts.
#pragma once

#include <atomic>

#include "app/parts.h"

namespace sahay::app {

// The system's time, moved by an offset that everybody who reads the clock may be made to see.
class MovedClock final : public Clock {
 public:
  Time now() const override { return system_.now() + Duration(offset_.load()); }
  void set(Time t) const { offset_ = (t - system_.now()).count(); }
  void advance(Duration d) const { offset_ += d.count(); }

 private:
  SystemClock system_;
  mutable std::atomic<Duration::rep> offset_{0};
};

void add_test_hooks(const Parts& parts, const MovedClock& clock);

}  // namespace sahay::app
