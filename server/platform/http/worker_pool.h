// WorkerPool: a fixed number of threads and a bounded queue of work that may block. Whoever fell asleep last is woken
// first: at low load one thread does everything, with its memory and its statements still warm.
// Rule of use: offer() what a client asked for (it may be refused: 503), push() what continues accepted work.
// Threading: offer, push and waiting from any thread; stop from the owner.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sahay::http {

class WorkerPool {
 public:
  WorkerPool(int workers, std::size_t bound);
  ~WorkerPool();  // stops
  WorkerPool(const WorkerPool&) = delete;

  bool offer(std::function<void()> work);  // false: the queue is full
  void push(std::function<void()> work);
  // Runs what is queued, then ends the threads.
  void stop();
  std::size_t waiting() const;

 private:
  struct Sleeper {
    std::condition_variable wake;
    bool told = false;
  };

  void run(Sleeper& self);
  Sleeper* claim_wake();

  const std::size_t bound_;
  mutable std::mutex mutex_;
  std::deque<std::function<void()>> queue_;
  std::deque<Sleeper> sleepers_;  // one for each thread, at a fixed address
  std::vector<Sleeper*> asleep_;  // the last one is woken first
  bool waking_ = false;  // a sleeper was told and has not come yet; it tells the next if there is more
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sahay::http
