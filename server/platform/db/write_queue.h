// The waiting writes of a store: callers put one in and sleep, somebody takes all that wait as one batch: a writer thread
// (put_and_wait, take, done), or the callers themselves in turns (put_and_take_turns), which wakes nobody while one alone
// writes. Rule of use: a store uses one of the two.
// Threading: any number of callers.
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
  // What the caller sleeps on.
  enum State : int { waiting = 0, done = 1, your_turn = 2 };
  std::atomic<int> state{waiting};

  State wait();
  void wake(State news);

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
  // As put_and_wait, without a writer thread: who finds nobody at work commits what waits by `work`, wakes the others, does
  // `tidy` and gives the turn to the first of those who came meanwhile. Neither may throw. Where several have just written
  // together, the next one gives them a moment to come back, at most a millisecond: one commit for all of them costs little
  // more than one for each.
  using Work = std::function<void(const Batch&)>;
  void put_and_take_turns(const std::function<bool(Tx&)>& fn, const Work& work, const std::function<void()>& tidy);
  // After stop(): until nobody is at work.
  void wait_for_rest();
  // Blocks until something waits; false when stopped and empty.
  bool take(Batch& batch);
  static void done(const Batch& batch);
  void stop();
  std::size_t size() const;

  // Counts what happened to a batch, for Store::statistics().
  void count(std::int64_t commits, std::int64_t kept, std::int64_t failed);
  Statistics statistics() const;

 private:
  void put(PendingWrite& write);  // with the lock held
  void take_waiting(Batch& batch);
  void take_turn(const PendingWrite& own, const Work& work, const std::function<void()>& tidy);
  void take_those_who_come(Batch& batch);

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<PendingWrite*> queue_;
  bool stopped_ = false;
  bool at_work_ = false;  // somebody has the turn; otherwise nothing waits
  std::size_t last_ = 0;      // how many the last turn took
  std::size_t expected_ = 0;  // how many the next turn waits for
  bool gathering_ = false;    // it waits now
  Statistics statistics_;
};

// Runs the after_commit actions of what was kept, in order; what one throws is logged.
void run_actions(const Batch& batch);

// A failed fsync cannot be repeated: the kernel has forgotten the pages. Nobody is told "ok" any more.
[[noreturn]] void stop_the_process(const std::string& why);

}  // namespace sahay::db
