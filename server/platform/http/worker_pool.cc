#include "platform/http/worker_pool.h"

#include <algorithm>

#include "base/log.h"

namespace sahay::http {

WorkerPool::WorkerPool(int workers, std::size_t bound) : bound_(bound) {
  for (int i = 0; i < std::max(workers, 1); ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() { stop(); }

// One wake-up at a time: a chain instead of a crowd, which halves the CPU time of short requests under load.
bool WorkerPool::claim_wake() {
  if (idle_ == 0 || waking_ || queue_.empty()) return false;
  return waking_ = true;
}

bool WorkerPool::offer(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  if (stopping_ || queue_.size() >= bound_) return false;
  queue_.push_back(std::move(work));
  const bool sleeper = claim_wake();
  lock.unlock();
  if (sleeper) wake_.notify_one();
  return true;
}

void WorkerPool::push(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  queue_.push_back(std::move(work));
  const bool sleeper = claim_wake();
  lock.unlock();
  if (sleeper) wake_.notify_one();
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (queue_.empty()) {
      if (stopping_) return;
      ++idle_;
      wake_.wait(lock);  // no predicate: a sleeper that comes too late must still end the wake-up it stands for
      --idle_;
      waking_ = false;
      continue;
    }
    auto work = std::move(queue_.front());
    queue_.pop_front();
    const bool sleeper = claim_wake();
    lock.unlock();
    if (sleeper) wake_.notify_one();
    try {
      work();
    } catch (const std::exception& error) {
      log::error("http", "a worker caught an exception", {{"what", error.what()}});
    }
    work = nullptr;  // its destructors may be long: not under the lock
    lock.lock();
  }
}

}  // namespace sahay::http
