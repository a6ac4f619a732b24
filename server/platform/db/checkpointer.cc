#include "platform/db/checkpointer.h"

#include "base/log.h"

namespace sahay::db {

Checkpointer::Checkpointer(const Options& options) {
  thread_ = std::thread([this, options] { run(options); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Checkpointer::committed(int pages) {
  // A log that became shorter has started again.
  if (pages + kCheckpointPages < next_at_) next_at_ = kCheckpointPages;
  if (pages < next_at_) return;
  next_at_ = pages + kCheckpointPages;
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::run(Options options) {
  std::unique_ptr<SqliteConnection> connection;
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return wanted_ || stopping_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    try {
      if (!connection) connection = std::make_unique<SqliteConnection>(options, SqliteConnection::Role::mover);
      if (connection->checkpoint()) moved_ = true;
    } catch (const std::exception& e) {
      log::warning("db", "the log was not moved into the database file; it is tried again", {{"what", e.what()}});
    }
    lock.lock();
  }
}

}  // namespace sahay::db
