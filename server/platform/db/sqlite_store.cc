#include "platform/db/sqlite_store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "base/log.h"
#include "platform/db/checkpointer.h"
#include "platform/db/key_counters.h"
#include "platform/db/nesting.h"
#include "platform/db/platform_sql.h"
#include "platform/db/reader_pool.h"
#include "platform/db/sqlite_connection.h"
#include "platform/db/write_queue.h"

namespace sahay::db {
namespace {

class SqliteTx final : public Tx {
 public:
  // Without counters and actions this is a read.
  SqliteTx(const Store& store, SqliteConnection& connection, Time now, KeyCounters* counters,
           std::vector<std::function<void()>>* actions)
      : store_(store), connection_(connection), now_(now), counters_(counters), actions_(actions) {}

  Engine engine() const override { return Engine::sqlite; }
  const Store& origin() const override { return store_; }
  Time now() const override { return now_; }
  std::int64_t new_id(std::string_view sequence) override {
    if (!counters_) throw std::logic_error("new_id inside read()");
    return counters_->next(sequence, [&](std::string_view name) {
      return scalar<std::int64_t>(sql::platform::load_counter, name).value_or(1);
    });
  }
  void after_commit(std::function<void()> action) override {
    if (!actions_) throw std::logic_error("after_commit inside read()");
    actions_->push_back(std::move(action));
  }
  std::unique_ptr<Cursor> run(const Query& query, Params params) override {
    return connection_.run(query.name, query.sqlite, params);
  }
  std::unique_ptr<Cursor> run(const std::string& sql, Params params) override {
    return connection_.run(sql, sql, params);
  }
  void run_later(const Query& query, Params params) override {
    const auto cursor = run(query, params);
    while (cursor->next()) {
    }
  }

 private:
  const Store& store_;
  SqliteConnection& connection_;
  const Time now_;
  KeyCounters* counters_;
  std::vector<std::function<void()>>* actions_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const Options& options, const Clock& clock)
      : clock_(clock), options_(options), writer_(options, SqliteConnection::Role::writer),
        queue_(options.write_queue) {
    for (int i = 0; i < std::max(1, options.readers); ++i)
      readers_.add(std::make_unique<SqliteConnection>(options, SqliteConnection::Role::reader));
    writer_.after_commit([this](int pages) { checkpointer_.committed(pages); });
  }
  ~SqliteStore() override {
    queue_.stop();
    queue_.wait_for_rest();
  }

  Engine engine() const override { return Engine::sqlite; }
  Statistics statistics() const override { return queue_.statistics(); }
  Result<void> backup_to(const std::string& path) override;

 protected:
  void run_read(const std::function<void(Tx&)>& fn) override;
  void run_write(const std::function<bool(Tx&)>& fn) override {
    InsideStore::refuse_nested("write()");
    queue_.put_and_take_turns(fn, commit_batch_, tidy_);
  }

 private:
  void tidy();
  enum class Guard { none, savepoint };
  enum class Ran { well, badly, lost };
  void commit_group(const Batch& batch, Guard guard = Guard::none);
  void commit_each_alone(const Batch& batch);
  bool begin(const Batch& batch);
  Ran run_all(const Batch& batch, Guard guard);
  Ran run_one(PendingWrite& write, Guard guard);
  bool commit(const Batch& batch);
  void roll_back() noexcept;
  void finish(const Batch& batch, bool committed);

  const Clock& clock_;
  const Options options_;
  SqliteConnection writer_;
  Checkpointer checkpointer_{options_};
  KeyCounters counters_;
  std::int64_t data_version_ = 0;
  ReaderPool<SqliteConnection> readers_;
  WriteQueue queue_;
  const WriteQueue::Work commit_batch_ = [this](const Batch& batch) noexcept {
    const InsideStore inside;
    commit_group(batch);
  };
  const std::function<void()> tidy_ = [this]() noexcept { tidy(); };
};

void SqliteStore::run_read(const std::function<void(Tx&)>& fn) {
  InsideStore::refuse_nested("read()");
  ReaderPool<SqliteConnection>::Lease connection(readers_);
  connection->limit_until(std::chrono::steady_clock::now() + kReadLimit);
  connection->execute("begin");
  const InsideStore inside;
  try {
    SqliteTx tx(*this, *connection, clock_.now(), nullptr, nullptr);
    fn(tx);
  } catch (...) {
    connection->limit_until({});
    if (connection->in_transaction()) connection->execute("rollback");
    throw;
  }
  connection->limit_until({});
  if (connection->in_transaction()) connection->execute("commit");
}

// Between two commits, when those who waited have their answers.
void SqliteStore::tidy() {
  if (checkpointer_.wants_the_writer()) writer_.checkpoint();
}

// All of the batch in one transaction. A savepoint per write makes SQLite copy each page that it touches, so the first
// attempt does without: almost always everybody succeeds, or fails before having changed anything. Otherwise all run
// again behind savepoints. When somebody takes the whole transaction down (disk full, a deferred constraint), everyone
// runs again alone, so that nobody pays for a neighbour.
void SqliteStore::commit_group(const Batch& batch, Guard guard) {
  if (!begin(batch)) return;
  const Ran ran = run_all(batch, guard);
  if (ran == Ran::well && commit(batch)) return finish(batch, true);
  roll_back();
  if (batch.size() == 1) return finish(batch, ran == Ran::badly);
  if (ran != Ran::badly) return commit_each_alone(batch);
  for (PendingWrite* write : batch) write->forget_outcome();
  commit_group(batch, Guard::savepoint);
}

void SqliteStore::commit_each_alone(const Batch& batch) {
  for (PendingWrite* write : batch) {
    write->forget_outcome();
    commit_group({write});
  }
}

bool SqliteStore::begin(const Batch& batch) {
  try {
    writer_.execute("begin immediate");
    // Another process (the command line) may have written: its keys are in the table, not in our memory.
    const std::int64_t version = writer_.integer("pragma data_version");
    if (version != data_version_) counters_.forget();
    data_version_ = version;
    return true;
  } catch (...) {
    for (PendingWrite* write : batch) write->error = std::current_exception();
    roll_back();
    queue_.count(0, 0, std::int64_t(batch.size()));
    return false;
  }
}

SqliteStore::Ran SqliteStore::run_all(const Batch& batch, Guard guard) {
  for (PendingWrite* write : batch)
    if (const Ran ran = run_one(*write, guard); ran != Ran::well) return ran;
  return Ran::well;
}

// Badly: it failed and its changes cannot be told from those of the others. Lost: the transaction itself is gone.
SqliteStore::Ran SqliteStore::run_one(PendingWrite& write, Guard guard) {
  const auto changes_before = writer_.changes_run();
  try {
    if (guard == Guard::savepoint) writer_.execute("savepoint one_write");
    {
      SqliteTx tx(*this, writer_, clock_.now(), &counters_, &write.actions);
      write.kept = write.fn(tx);
    }
    if (write.kept && guard == Guard::savepoint) writer_.execute("release one_write");
    if (write.kept) return writer_.in_transaction() ? Ran::well : Ran::lost;
  } catch (...) {
    write.error = std::current_exception();
    write.kept = false;
  }
  write.actions.clear();
  if (!writer_.in_transaction()) return Ran::lost;
  if (guard == Guard::none) return writer_.changes_run() == changes_before ? Ran::well : Ran::badly;
  try {
    writer_.execute("rollback to one_write");
    writer_.execute("release one_write");
    return Ran::well;
  } catch (const std::exception& e) {
    log::error("db", "a savepoint could not be rolled back", {{"what", e.what()}});
    return Ran::lost;
  }
}

bool SqliteStore::commit(const Batch& batch) {
  bool kept = false;
  for (const PendingWrite* write : batch) kept = kept || write->kept;
  if (!kept) {
    roll_back();
    return true;
  }
  try {
    counters_.save([&](std::string_view sequence, std::int64_t next) {
      const Param params[] = {sequence, next};
      const auto& query = sql::platform::save_counter;
      writer_.run(query.name, query.sqlite, params);
    });
    writer_.execute("commit");
    counters_.saved();
    return true;
  } catch (const SqliteFailure& e) {
    if (e.problem == CommitProblem::input_output) stop_the_process(e.what());
    for (PendingWrite* write : batch)
      if (!write->error) write->error = std::current_exception();
    return false;
  }
}

void SqliteStore::roll_back() noexcept {
  try {
    if (writer_.in_transaction()) writer_.execute("rollback");
  } catch (const std::exception& e) {
    stop_the_process(e.what());
  }
}

void SqliteStore::finish(const Batch& batch, bool committed) {
  std::int64_t kept = 0;
  for (PendingWrite* write : batch) {
    write->settle(committed);
    kept += write->kept;
  }
  queue_.count(kept > 0, kept, std::int64_t(batch.size()) - kept);
  if (committed) run_actions(batch);
}

void sync_to_disk(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw Failure(Failure::Kind::broken, "cannot open " + path);
  const int failed = ::fsync(fd);
  ::close(fd);
  if (failed) throw Failure(Failure::Kind::broken, "cannot sync " + path);
}

// VACUUM INTO writes one snapshot while the others go on; a connection of its own keeps the readers free.
Result<void> SqliteStore::backup_to(const std::string& path) {
  namespace fs = std::filesystem;
  if (std::error_code ignored; fs::exists(path, ignored))
    return Error{ErrorCode::conflict, "error.internal", "the backup file exists: " + path};
  const std::string unfinished = path + ".unfinished";
  try {
    fs::remove(unfinished);
    {
      SqliteConnection source(options_, SqliteConnection::Role::reader);
      source.execute("pragma query_only=off");
      const Param params[] = {std::string_view(unfinished)};
      source.run("backup", "vacuum into $1", params);
    }
    sync_to_disk(unfinished);
    fs::rename(unfinished, path);
    sync_to_disk(fs::absolute(path).parent_path());
  } catch (const std::exception& e) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    return Error{ErrorCode::unavailable, "error.unavailable", std::string("backup: ") + e.what()};
  }
  return {};
}

}  // namespace

std::unique_ptr<Store> open_sqlite(const Options& options, const Clock& clock) {
  return std::make_unique<SqliteStore>(options, clock);
}

}  // namespace sahay::db
