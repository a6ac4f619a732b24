#include "platform/db/write_queue.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "base/log.h"

namespace sahay::db {
namespace {

// How long the ones who were served just now need to come back: a request takes some 200 us between two writes.
constexpr std::chrono::microseconds kPatience{100}, kPatienceEach{30}, kMostPatience{1000};

}  // namespace

// A commit takes longer than std::atomic::wait likes to spin and yield before it sleeps; with a busy machine that costs
// more than the write itself.
PendingWrite::State PendingWrite::wait() {
  while (state.load(std::memory_order_acquire) == waiting)
    ::syscall(SYS_futex, &state, FUTEX_WAIT_PRIVATE, int(waiting), nullptr, nullptr, 0);
  return State(state.load(std::memory_order_acquire));
}

// After the store the caller may be gone already: the address only names whom to wake.
void PendingWrite::wake(State news) {
  std::atomic<int>* const address = &state;
  address->store(news, std::memory_order_release);
  ::syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

void WriteQueue::put(PendingWrite& write) {
  if (stopped_) throw Failure(Failure::Kind::broken, "the store is closing");
  if (queue_.size() >= limit_) throw Failure(Failure::Kind::busy, "too many writes are waiting");
  queue_.push_back(&write);
  if (gathering_ && queue_.size() >= expected_) waiting_.notify_all();
}

void WriteQueue::put_and_wait(const std::function<bool(Tx&)>& fn) {
  PendingWrite write(fn);
  {
    const std::lock_guard lock(mutex_);
    put(write);
  }
  waiting_.notify_one();
  write.wait();
  if (write.error) std::rethrow_exception(write.error);
}

void WriteQueue::put_and_take_turns(const std::function<bool(Tx&)>& fn, const Work& work, const std::function<void()>& tidy) {
  PendingWrite write(fn);
  bool mine = false;
  {
    const std::lock_guard lock(mutex_);
    put(write);
    mine = !std::exchange(at_work_, true);
  }
  if (mine || write.wait() == PendingWrite::your_turn) take_turn(write, work, tidy);
  if (write.error) std::rethrow_exception(write.error);
}

// Our own write stands first: either nobody waited, or we were given the turn as the first of those who did.
void WriteQueue::take_turn(const PendingWrite& own, const Work& work, const std::function<void()>& tidy) {
  Batch batch;
  take_those_who_come(batch);
  work(batch);
  for (PendingWrite* write : batch)
    if (write != &own) write->wake(PendingWrite::done);
  tidy();
  PendingWrite* next = nullptr;
  {
    const std::lock_guard lock(mutex_);
    last_ = batch.size();
    // Those who wait, and those who were served and may come back.
    expected_ = last_ + queue_.size();
    if (queue_.empty()) at_work_ = false;
    else next = queue_.front();
    if (stopped_ && !next) waiting_.notify_all();
  }
  if (next) next->wake(PendingWrite::your_turn);
}

void WriteQueue::take_those_who_come(Batch& batch) {
  std::unique_lock lock(mutex_);
  if (expected_ > 1 && queue_.size() < expected_ && !stopped_) {
    const auto patience = std::min<std::chrono::microseconds>(kMostPatience, kPatience + kPatienceEach * std::int64_t(expected_));
    gathering_ = true;
    waiting_.wait_for(lock, patience, [&] { return stopped_ || queue_.size() >= expected_; });
    gathering_ = false;
  }
  take_waiting(batch);
}

void WriteQueue::wait_for_rest() {
  std::unique_lock lock(mutex_);
  waiting_.wait(lock, [&] { return !at_work_; });
}

void WriteQueue::take_waiting(Batch& batch) {
  batch.clear();
  while (!queue_.empty() && batch.size() < kMaxBatch) {
    batch.push_back(queue_.front());
    queue_.pop_front();
  }
}

bool WriteQueue::take(Batch& batch) {
  std::unique_lock lock(mutex_);
  waiting_.wait(lock, [&] { return stopped_ || !queue_.empty(); });
  take_waiting(batch);
  return !batch.empty();
}

void WriteQueue::done(const Batch& batch) {
  for (PendingWrite* write : batch) write->wake(PendingWrite::done);
}

void WriteQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  waiting_.notify_all();
}

std::size_t WriteQueue::size() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WriteQueue::count(std::int64_t commits, std::int64_t kept, std::int64_t failed) {
  const std::lock_guard lock(mutex_);
  statistics_.commits += commits;
  statistics_.writes += kept;
  statistics_.failed += failed;
}

Statistics WriteQueue::statistics() const {
  const std::lock_guard lock(mutex_);
  Statistics out = statistics_;
  out.waiting = queue_.size();
  return out;
}

void run_actions(const Batch& batch) {
  for (PendingWrite* write : batch) {
    if (!write->kept) continue;
    for (const auto& action : write->actions) {
      try {
        action();
      } catch (const std::exception& e) {
        log::error("db", "an after_commit action threw", {{"what", e.what()}});
      }
    }
  }
}

void stop_the_process(const std::string& why) {
  log::error("db", "the disk refused a commit; the process stops so that nothing is acknowledged wrongly",
             {{"reason", why}});
  std::abort();
}

}  // namespace sahay::db
