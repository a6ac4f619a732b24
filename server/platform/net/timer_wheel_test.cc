#include "platform/net/timer_wheel.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

namespace sahay::net {
namespace {

struct Probe final : WheelTimer {
  explicit Probe(TimerWheel& w) : wheel(w) {}
  void expired() override { fired_at.push_back(wheel.now()); }
  TimerWheel& wheel;
  std::vector<std::uint64_t> fired_at;
};

void advance(TimerWheel& wheel, std::uint64_t ticks) {
  while (ticks-- > 0) wheel.advance();
}

TEST(TimerWheel, a_timer_fires_once_at_its_tick) {
  TimerWheel wheel;
  Probe probe(wheel);
  wheel.set(probe, 7);
  advance(wheel, 3000);
  EXPECT_EQ(probe.fired_at, std::vector<std::uint64_t>{7});
}

TEST(TimerWheel, a_deadline_moves_later_and_earlier) {
  TimerWheel wheel;
  Probe probe(wheel);
  wheel.set(probe, 10);
  advance(wheel, 5);
  wheel.set(probe, 10);
  advance(wheel, 9);
  EXPECT_TRUE(probe.fired_at.empty());
  wheel.set(probe, 100);
  wheel.set(probe, 2);
  advance(wheel, 200);
  EXPECT_EQ(probe.fired_at, std::vector<std::uint64_t>{16});
}

TEST(TimerWheel, a_deadline_beyond_the_wheel_is_kept_for_later_turns) {
  TimerWheel wheel;
  Probe probe(wheel);
  wheel.set(probe, 5000);
  advance(wheel, 4999);
  EXPECT_TRUE(probe.fired_at.empty());
  advance(wheel, 1);
  EXPECT_EQ(probe.fired_at, std::vector<std::uint64_t>{5000});
}

TEST(TimerWheel, cleared_and_destroyed_timers_do_not_fire) {
  TimerWheel wheel;
  Probe cleared(wheel);
  {
    Probe destroyed(wheel);
    wheel.set(destroyed, 3);
    wheel.set(cleared, 3);
    cleared.clear();
  }
  advance(wheel, 10);
  EXPECT_TRUE(cleared.fired_at.empty());
}

struct Renewing final : WheelTimer {
  explicit Renewing(TimerWheel& w) : wheel(w) {}
  void expired() override {
    ++count;
    wheel.set(*this, 1024);
    victim.reset();
  }
  TimerWheel& wheel;
  std::unique_ptr<Probe> victim;
  int count = 0;
};

TEST(TimerWheel, expiry_may_set_itself_into_the_same_slot_and_destroy_a_neighbour) {
  TimerWheel wheel;
  Renewing renewing(wheel);
  wheel.set(renewing, 4);
  renewing.victim = std::make_unique<Probe>(wheel);
  wheel.set(*renewing.victim, 4);
  advance(wheel, 4);
  EXPECT_EQ(renewing.count, 1);
  advance(wheel, 1024);
  EXPECT_EQ(renewing.count, 2);
}

TEST(TimerWheel, thousands_of_random_deadlines_fire_exactly_on_time) {
  TimerWheel wheel;
  std::mt19937 random(7);
  std::vector<std::unique_ptr<Probe>> probes;
  std::vector<std::uint64_t> due;
  for (int i = 0; i < 5000; ++i) {
    probes.push_back(std::make_unique<Probe>(wheel));
    wheel.set(*probes.back(), 1 + random() % 3000);
    const auto ticks = 1 + random() % 3000;
    wheel.set(*probes.back(), ticks);
    due.push_back(wheel.now() + ticks);
    if (i % 10 == 0) wheel.advance();
  }
  advance(wheel, 4000);
  int wrong = 0;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    wrong += probes[i]->fired_at.empty() || probes[i]->fired_at.back() != due[i] ? 1 : 0;
  }
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace sahay::net
