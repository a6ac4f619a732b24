// The waiting writes of a store: callers put one in and sleep, a writer thread takes all that wait as one batch.
// Rule of use: the writer calls `done` for every write it took, after the commit.
// Threading: any number of callers and writers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "platform/db/store.h"

namespace sahay::db {

// One write(fn) on its way; lives on the caller's stack until done.
struct PendingWrite {
  explicit PendingWrite(const std::function<bool(Tx&)>& f) : fn(f) {}
  const std::function<bool(Tx&)>& fn;
  bool settled = false;                         // its outcome is known and will not change
  bool kept = false;                            // fn succeeded and wants its changes
  std::exception_ptr error;                     // what fn (or the commit) threw
  std::vector<std::function<void()>> actions;   // after_commit, in order
  std::atomic<int> finished{0};                 // 1 when done; the caller sleeps on it

  void wait();
  void finish();

  // After a rollback nothing may look as if it had been kept.
  void settle(bool committed) {
    settled = true;
    if (committed) return;
    if (kept && !error)
      error = std::make_exception_ptr(Failure(Failure::Kind::broken, "the transaction was rolled back"));
    kept = false;
  }
  void forget_outcome() {
    kept = false;
    error = nullptr;
    actions.clear();
  }
};
using Batch = std::vector<PendingWrite*>;

inline constexpr std::size_t kMaxBatch = 512;

class WriteQueue {
 public:
  explicit WriteQueue(std::size_t limit) : limit_(limit) {}

  // Blocks until a writer is done with it; rethrows its error. Throws Failure::busy above the limit.
  void put_and_wait(const std::function<bool(Tx&)>& fn);
  // Blocks until something waits; false when stopped and empty.
  bool take(Batch& batch);
  static void done(const Batch& batch);
  void stop();
  std::size_t size() const;

  // Counts what happened to a batch, for Store::statistics().
  void count(std::int64_t commits, std::int64_t kept, std::int64_t failed);
  Statistics statistics() const;

 private:
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<PendingWrite*> queue_;
  bool stopped_ = false;
  Statistics statistics_;
};

// Runs the after_commit actions of what was kept, in order; what one throws is logged.
void run_actions(const Batch& batch);

// A failed fsync cannot be repeated: the kernel has forgotten the pages. Nobody is told "ok" any more.
[[noreturn]] void stop_the_process(const std::string& why);

}  // namespace sahay::db
