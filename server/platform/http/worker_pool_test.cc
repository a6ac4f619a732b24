#include "platform/http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace sahay::http {
namespace {

using namespace std::chrono_literals;

TEST(WorkerPool, every_piece_of_work_runs_with_no_wake_up_lost) {
  std::atomic<int> done{0};
  WorkerPool pool(4, 100'000);
  for (int round = 0; round < 2000; ++round) {
    const int target = done + 1 + round % 5;
    for (int i = 0; i <= round % 5; ++i) EXPECT_TRUE(pool.offer([&] { ++done; }));
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (done < target) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "work was left lying in round " << round;
      std::this_thread::yield();
    }
  }
}

TEST(WorkerPool, a_blocked_worker_does_not_hold_up_the_others) {
  std::atomic<bool> release{false};
  std::atomic<int> blocked{0};
  std::atomic<bool> ran{false};
  WorkerPool pool(3, 100);
  for (int i = 0; i < 2; ++i) {
    pool.push([&] {
      ++blocked;
      while (!release) std::this_thread::sleep_for(1ms);
    });
  }
  pool.push([&] { ran = true; });
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!ran && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
  EXPECT_TRUE(ran);
  release = true;
}

TEST(WorkerPool, the_bound_refuses_offers_and_stop_runs_what_is_queued) {
  std::atomic<int> done{0};
  std::atomic<bool> release{false};
  WorkerPool pool(1, 2);
  pool.push([&] {
    while (!release) std::this_thread::sleep_for(1ms);
  });
  while (pool.waiting() > 0) std::this_thread::sleep_for(1ms);
  EXPECT_TRUE(pool.offer([&] { ++done; }));
  EXPECT_TRUE(pool.offer([&] { throw std::runtime_error("broken"); }));
  EXPECT_FALSE(pool.offer([&] { ++done; }));
  pool.push([&] { ++done; });
  release = true;
  pool.stop();
  EXPECT_EQ(done, 2);
  EXPECT_FALSE(pool.offer([] {}));
}

}  // namespace
}  // namespace sahay::http
