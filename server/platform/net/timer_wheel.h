// TimerWheel: deadlines of thousands of connections at O(1) each, exact to one tick. No system timer per deadline.
// Rule of use: embed a WheelTimer, call set() as often as you like (moving a deadline later is two stores), and call
// advance() once a tick. A deadline fires at its tick or up to one tick later, never early.
// Threading: one thread (the loop's).
#pragma once

#include <array>
#include <cstdint>

namespace sahay::net {

// An embedded deadline. Unlinks itself when destroyed.
class WheelTimer {
 public:
  WheelTimer() = default;
  WheelTimer(const WheelTimer&) = delete;
  WheelTimer& operator=(const WheelTimer&) = delete;
  virtual ~WheelTimer() { clear(); }

  // Called once when the deadline has passed; may set or destroy any timer, also itself.
  virtual void expired() = 0;
  void clear();
  bool armed() const { return next_ != nullptr && due_ != kNever; }

 private:
  friend class TimerWheel;
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};

  WheelTimer* previous_ = nullptr;
  WheelTimer* next_ = nullptr;
  std::uint64_t due_ = kNever;   // tick
  std::uint64_t slot_ = kNever;  // tick at which the wheel looks at it; never later than due_
};

class TimerWheel {
 public:
  TimerWheel();
  ~TimerWheel();
  TimerWheel(const TimerWheel&) = delete;

  // The timer expires `ticks` (at least 1) from now.
  void set(WheelTimer& timer, std::uint64_t ticks);
  // One tick has passed.
  void advance();
  std::uint64_t now() const { return now_; }

 private:
  static constexpr std::size_t kSlots = 1024;
  class Head final : public WheelTimer {
    void expired() override {}
  };

  void link(WheelTimer& timer);
  static void append(WheelTimer& head, WheelTimer& timer);
  static void unlink(WheelTimer& timer);
  friend class WheelTimer;

  std::uint64_t now_ = 0;
  std::array<Head, kSlots> slots_;
  Head current_;  // the slot being looked at
};

}  // namespace sahay::net
