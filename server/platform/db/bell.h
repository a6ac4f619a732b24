// Wakes sleeping threads; a ring between two waits is not lost.
// Rule of use: the sleeper remembers the last ring it has seen: `seen = bell.wait(seen, until)`.
// Threading: any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace sahay::db {

class Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      ++rings_;
    }
    rang_.notify_all();
  }
  // Sleeps until a ring newer than `seen`, at most `patience`; the newest ring.
  std::uint64_t wait(std::uint64_t seen, std::chrono::nanoseconds patience) {
    std::unique_lock lock(mutex_);
    rang_.wait_until(lock, std::chrono::steady_clock::now() + patience, [&] { return rings_ != seen; });
    return rings_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rang_;
  std::uint64_t rings_ = 0;
};

}  // namespace sahay::db
