// Moves the write-ahead log of SQLite into the database file, on a thread and a connection of its own: while it copies
// and syncs, writers and readers go on. The log starts again from its beginning only when all of it is moved, and under
// load something is always left: that little the writer moves itself, between two commits.
// Threading: committed and wants_the_writer from the writer's thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/db/sqlite_connection.h"

namespace sahay::db {

// 32 MB of log. More means fewer copies of the same page, and a longer look through the log after a crash.
inline constexpr int kCheckpointPages = 8192;

class Checkpointer {
 public:
  explicit Checkpointer(const Options& options);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;

  void committed(int pages);
  // Once after each run of the thread.
  bool wants_the_writer() { return moved_.exchange(false); }

 private:
  void run(Options options);

  std::atomic<bool> moved_ = false;
  int next_at_ = kCheckpointPages;  // the writer's
  std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sahay::db
