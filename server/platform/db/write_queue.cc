#include "platform/db/write_queue.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

#include "base/log.h"

namespace sahay::db {

// A commit takes longer than std::atomic::wait likes to spin and yield before it sleeps; with a busy machine that costs
// more than the write itself.
void PendingWrite::wait() {
  while (finished.load(std::memory_order_acquire) == 0)
    ::syscall(SYS_futex, &finished, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
}

// After the store the caller may be gone already: the address only names whom to wake.
void PendingWrite::finish() {
  std::atomic<int>* const address = &finished;
  address->store(1, std::memory_order_release);
  ::syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

void WriteQueue::put_and_wait(const std::function<bool(Tx&)>& fn) {
  PendingWrite write(fn);
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) throw Failure(Failure::Kind::broken, "the store is closing");
    if (queue_.size() >= limit_) throw Failure(Failure::Kind::busy, "too many writes are waiting");
    queue_.push_back(&write);
  }
  waiting_.notify_one();
  write.wait();
  if (write.error) std::rethrow_exception(write.error);
}

bool WriteQueue::take(Batch& batch) {
  batch.clear();
  std::unique_lock lock(mutex_);
  waiting_.wait(lock, [&] { return stopped_ || !queue_.empty(); });
  while (!queue_.empty() && batch.size() < kMaxBatch) {
    batch.push_back(queue_.front());
    queue_.pop_front();
  }
  return !batch.empty();
}

void WriteQueue::done(const Batch& batch) {
  for (PendingWrite* write : batch) write->finish();
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
