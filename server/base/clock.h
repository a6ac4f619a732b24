// Time and the one source of it. Times are microseconds since 1970-01-01 UTC.
// Rule of use: nothing calls the system clock but SystemClock; tests move a ManualClock.
// Threading: Clock implementations are safe to call from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sahay {

using Duration = std::chrono::microseconds;

// A point in time; {} (the epoch) means "unset" where a column allows none.
struct Time {
  std::int64_t micros = 0;

  constexpr auto operator<=>(const Time&) const = default;
  constexpr explicit operator bool() const { return micros != 0; }
  constexpr std::int64_t seconds() const { return micros / 1'000'000; }
  static constexpr Time from_seconds(std::int64_t s) { return Time{s * 1'000'000}; }
};
constexpr Time operator+(Time t, Duration d) { return Time{t.micros + d.count()}; }
constexpr Time operator-(Time t, Duration d) { return Time{t.micros - d.count()}; }
constexpr Duration operator-(Time a, Time b) { return Duration{a.micros - b.micros}; }

// "2024-01-02T03:04:05Z" (whole seconds, UTC): the form of every time on the wire (RFC 3339).
std::string to_iso8601(Time t);
// The same, appended to `out`: lists write hundreds of times.
void append_iso8601(std::string& out, Time t);
// Reads RFC 3339 with optional fraction and offset, and plain dates (midnight UTC). Nothing else.
std::optional<Time> parse_iso8601(std::string_view text);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

// For tests and for "set time" in debug builds.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : micros_(start.micros) {}
  Time now() const override { return Time{micros_.load()}; }
  void set(Time t) { micros_.store(t.micros); }
  void advance(Duration d) { micros_.fetch_add(d.count()); }

 private:
  std::atomic<std::int64_t> micros_;
};

}  // namespace sahay
