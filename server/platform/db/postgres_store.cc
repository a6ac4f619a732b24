#include "platform/db/postgres_store.h"

#include <atomic>
#include <thread>

#include "base/log.h"
#include "platform/db/key_counters.h"
#include "platform/db/nesting.h"
#include "platform/db/platform_sql.h"
#include "platform/db/postgres_connection.h"
#include "platform/db/reader_pool.h"
#include "platform/db/write_queue.h"

namespace sahay::db {
namespace {

constexpr int kTriesOnConflict = 8;
constexpr int kNobody = -1;  // the tag of begin, savepoints and commit

class PostgresTx final : public Tx {
 public:
  // Without counters and actions this is a read.
  PostgresTx(const Store& store, PostgresConnection& connection, Time now, KeyCounters* counters,
             std::vector<std::function<void()>>* actions)
      : store_(store), connection_(connection), now_(now), counters_(counters), actions_(actions) {}

  Engine engine() const override { return Engine::postgres; }
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
    return connection_.run(query.name, query.postgres, params);
  }
  std::unique_ptr<Cursor> run(const std::string& sql, Params params) override {
    return connection_.run(sql, sql, params);
  }
  void run_later(const Query& query, Params params) override { connection_.post(query.name, query.postgres, params); }

 private:
  const Store& store_;
  PostgresConnection& connection_;
  const Time now_;
  KeyCounters* counters_;
  std::vector<std::function<void()>>* actions_;
};

class PostgresStore final : public Store {
 public:
  PostgresStore(const Options& options, const Clock& clock)
      : clock_(clock), writer_(options, PostgresConnection::Role::writer), queue_(options.write_queue) {
    for (int i = 0; i < std::max(1, options.readers); ++i)
      readers_.add(std::make_unique<PostgresConnection>(options, PostgresConnection::Role::reader));
    thread_ = std::thread([this] { write_until_stopped(); });
  }
  ~PostgresStore() override {
    queue_.stop();
    thread_.join();
  }

  Engine engine() const override { return Engine::postgres; }
  Statistics statistics() const override { return queue_.statistics(); }
  Result<void> backup_to(const std::string&) override {
    return Error{ErrorCode::unavailable, "error.unavailable", "use pg_dump or the backup of the PostgreSQL cluster"};
  }

 protected:
  void run_read(const std::function<void(Tx&)>& fn) override;
  void run_write(const std::function<bool(Tx&)>& fn) override {
    InsideStore::refuse_nested("write()");
    queue_.put_and_wait(fn);
  }

 private:
  enum class Outcome { committed, rolled_back, conflict, disturbed };

  void write_until_stopped();
  void refresh(PostgresConnection& connection);
  void commit_or_fail(const Batch& batch);
  void commit_group(const Batch& batch);
  void commit_alone(PendingWrite& write);
  Outcome attempt(const Batch& batch);
  void begin();
  bool run_one(PendingWrite& write, int tag, bool alone);
  Outcome commit(const Batch& batch);
  void roll_back();
  void fail_all(const Batch& batch);
  void count(const Batch& batch, Outcome outcome);

  const Clock& clock_;
  std::atomic<int> era_{0};  // grows when a connection is found dead: the others are suspected too
  bool commit_sent_ = false;
  PostgresConnection writer_;
  KeyCounters counters_;
  ReaderPool<PostgresConnection> readers_;
  WriteQueue queue_;
  std::thread thread_;
};

void PostgresStore::run_read(const std::function<void(Tx&)>& fn) {
  InsideStore::refuse_nested("read()");
  ReaderPool<PostgresConnection>::Lease connection(readers_);
  refresh(*connection);
  const InsideStore inside;
  try {
    connection->post("begin", "begin isolation level repeatable read read only");
    PostgresTx tx(*this, *connection, clock_.now(), nullptr, nullptr);
    fn(tx);
  } catch (...) {
    if (connection->lost()) {
      ++era_;
    } else {
      connection->sync_ignoring_errors();
      connection->post("rollback", "rollback");
      connection->sync_ignoring_errors();
    }
    throw;
  }
  connection->post("commit", "commit");
  connection->sync_later();
}

void PostgresStore::refresh(PostgresConnection& connection) {
  const int era = era_;
  if (!connection.lost() && connection.era == era) return;
  connection.reconnect();
  connection.era = era;
}

void PostgresStore::write_until_stopped() {
  const InsideStore inside;
  Batch batch;
  while (queue_.take(batch)) {
    commit_or_fail(batch);
    WriteQueue::done(batch);
  }
}

// A connection that broke before "commit" was sent has committed nothing: a new one may try again, once.
void PostgresStore::commit_or_fail(const Batch& batch) {
  for (int tries = 1;; ++tries) {
    commit_sent_ = false;
    try {
      Batch left;
      std::copy_if(batch.begin(), batch.end(), std::back_inserter(left), [](auto* write) { return !write->settled; });
      for (PendingWrite* write : left) write->forget_outcome();
      return commit_group(left);
    } catch (const std::exception& e) {
      log::error("db", "PostgreSQL failed a commit group", {{"what", e.what()}, {"try", tries}});
      if (writer_.lost()) ++era_;
      if (writer_.lost() && !commit_sent_ && tries == 1) continue;
      return fail_all(batch);
    }
  }
}

void PostgresStore::commit_group(const Batch& batch) {
  refresh(writer_);
  if (batch.size() > 1) {
    const Outcome outcome = attempt(batch);
    if (outcome == Outcome::committed || outcome == Outcome::rolled_back) return count(batch, outcome);
  }
  // Somebody disturbed the group, or there is only one: each pays for itself.
  for (PendingWrite* write : batch) commit_alone(*write);
}

void PostgresStore::commit_alone(PendingWrite& write) {
  for (int tries = 1;; ++tries) {
    write.forget_outcome();
    const Outcome outcome = attempt({&write});
    if (outcome == Outcome::conflict && tries < kTriesOnConflict) {
      std::this_thread::sleep_for(std::chrono::milliseconds(tries * tries));
      continue;
    }
    return count({&write}, outcome);
  }
}

// All of the batch in one transaction. Conflict and disturbed: nothing of it is kept.
PostgresStore::Outcome PostgresStore::attempt(const Batch& batch) {
  const bool alone = batch.size() == 1;
  try {
    begin();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (run_one(*batch[i], int(i), alone)) continue;
      roll_back();
      return alone ? Outcome::rolled_back : Outcome::disturbed;
    }
    return commit(batch);
  } catch (const PostgresFailure& e) {
    if (writer_.lost()) throw;
    roll_back();
    for (PendingWrite* write : batch) write->error = std::current_exception();
    if (e.is_conflict()) return Outcome::conflict;
    return alone ? Outcome::rolled_back : Outcome::disturbed;
  }
}

// One lock orders the write transactions of all processes on this database; READ COMMITTED then sees every commit
// before ours. Keys may have been given elsewhere meanwhile.
void PostgresStore::begin() {
  counters_.forget();
  writer_.set_tag(kNobody);
  writer_.post("begin", "begin isolation level read committed");
  writer_.post("take turns", "select pg_advisory_xact_lock(5395641)");
}

// False when the group cannot go on. Conflicts are thrown on.
bool PostgresStore::run_one(PendingWrite& write, int tag, bool alone) {
  writer_.set_tag(kNobody);
  if (!alone) writer_.post("savepoint", "savepoint one_write");
  writer_.set_tag(tag);
  try {
    PostgresTx tx(*this, writer_, clock_.now(), &counters_, &write.actions);
    write.kept = write.fn(tx);
  } catch (const PostgresFailure& e) {
    if (writer_.lost() || e.is_conflict()) throw;
    write.error = std::current_exception();
    write.kept = false;
    // An earlier write of the group failed only now: its statement was on its way when its fn had ended.
    if (writer_.failed_tag() != tag) return false;
  } catch (...) {
    write.error = std::current_exception();
    write.kept = false;
  }
  writer_.set_tag(kNobody);
  if (write.kept) {
    if (!alone) writer_.post("release", "release savepoint one_write");
    return true;
  }
  write.actions.clear();
  if (alone) return false;
  try {
    writer_.sync();
  } catch (const PostgresFailure& e) {
    if (writer_.lost() || e.is_conflict()) throw;
    if (writer_.failed_tag() != tag) return false;  // of an earlier write, see above
  }
  writer_.post("rollback to", "rollback to savepoint one_write");
  writer_.post("release", "release savepoint one_write");
  return true;
}

PostgresStore::Outcome PostgresStore::commit(const Batch& batch) {
  bool kept = false;
  for (const PendingWrite* write : batch) kept = kept || write->kept;
  if (!kept) {
    roll_back();
    return Outcome::rolled_back;
  }
  writer_.set_tag(kNobody);
  counters_.save([&](std::string_view sequence, std::int64_t next) {
    const Param params[] = {sequence, next};
    writer_.post(sql::platform::save_counter.name, sql::platform::save_counter.postgres, params);
  });
  commit_sent_ = true;
  writer_.post("commit", "commit");
  writer_.sync();
  commit_sent_ = false;
  if (writer_.committed()) return Outcome::committed;
  throw Failure(Failure::Kind::broken, "the server rolled the transaction back");
}

void PostgresStore::roll_back() {
  writer_.sync_ignoring_errors();
  writer_.post("rollback", "rollback");
  writer_.sync_ignoring_errors();
}

// The connection broke: what was sent may or may not be on disk, so nobody is told either.
void PostgresStore::fail_all(const Batch& batch) {
  for (PendingWrite* write : batch) {
    if (write->settled) continue;
    write->error = std::current_exception();
    write->settle(false);
    queue_.count(0, 0, 1);
  }
}

void PostgresStore::count(const Batch& batch, Outcome outcome) {
  std::int64_t kept = 0;
  for (PendingWrite* write : batch) {
    write->settle(outcome == Outcome::committed);
    kept += write->kept;
  }
  queue_.count(kept > 0, kept, std::int64_t(batch.size()) - kept);
  if (outcome == Outcome::committed) run_actions(batch);
}

}  // namespace

std::unique_ptr<Store> open_postgres(const Options& options, const Clock& clock) {
  return std::make_unique<PostgresStore>(options, clock);
}

}  // namespace sahay::db
