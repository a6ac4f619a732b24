// A fixed set of read connections, lent one at a time.
// Rule of use: hold the Lease while reading; a caller waits when all are lent, at most kPatience.
// Threading: any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/db/store.h"

namespace sahay::db {

inline constexpr std::chrono::seconds kPatience{30};
// A query of a reader may take this long; reports and searches stay far below.
inline constexpr std::chrono::seconds kReadLimit{30};

template <class Connection>
class ReaderPool {
 public:
  void add(std::unique_ptr<Connection> connection) { free_.push_back(std::move(connection)); }

  class Lease {
   public:
    explicit Lease(ReaderPool& pool) : pool_(pool) {
      std::unique_lock lock(pool_.mutex_);
      if (!pool_.returned_.wait_for(lock, kPatience, [&] { return !pool_.free_.empty(); }))
        throw Failure(Failure::Kind::busy, "all read connections are in use");
      connection_ = std::move(pool_.free_.back());
      pool_.free_.pop_back();
    }
    ~Lease() {
      {
        const std::lock_guard lock(pool_.mutex_);
        pool_.free_.push_back(std::move(connection_));
      }
      pool_.returned_.notify_one();
    }
    Lease(const Lease&) = delete;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace sahay::db
