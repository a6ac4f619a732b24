// Store and Tx: the one way to the database, the same for SQLite and PostgreSQL.
// Rule of use: read(fn) for queries, write(fn) for changes; verbs take Tx&, never open a transaction, never keep it.
// Durability: write() returns only after the commit is on disk (SQLite synchronous=FULL, PostgreSQL
// synchronous_commit=on). Writes of several threads share one fsync (group commit); each runs in its own savepoint, so
// one that fails rolls back alone.
// Threading: Store from any thread (write() blocks the caller); a Tx only inside its fn.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/row.h"

namespace sahay::db {

enum class Engine { sqlite, postgres };

// One named statement of a .sql file; the texts differ only where the file has a variant ("-- name: x [postgres]").
struct Query {
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgres;
};

// What must not happen: a broken disk, a wrong statement, a lost server. Caught once at the edge (500 or 503).
class Failure : public std::runtime_error {
 public:
  enum class Kind { broken, busy, unique_violation, interrupted };
  Failure(Kind kind, const std::string& what) : std::runtime_error(what), kind(kind) {}
  const Kind kind;
};

class Store;

class Tx {
 public:
  virtual ~Tx() = default;

  virtual Engine engine() const = 0;
  // The store of this transaction: an identity by which platform/events and platform/jobs find whom to wake.
  virtual const Store& origin() const = 0;
  // The time of this transaction, from the store's clock; the same for every call inside it.
  virtual Time now() const = 0;
  // The next key of a sequence ("tickets", "comments", ...), starting at 1. Never reused, gaps are possible.
  virtual std::int64_t new_id(std::string_view sequence) = 0;
  // Runs after the commit is durable, in commit order, on the store's thread: must be quick and must not throw.
  // Dropped when the transaction rolls back.
  virtual void after_commit(std::function<void()> action) = 0;

  // Runs a statement; rows are read by next(). At most one cursor per statement text is open at a time.
  virtual std::unique_ptr<Cursor> run(const Query& query, Params params) = 0;
  // A statement built at run time (lists with filters). Placeholders $1..$n in order; never with values in the text.
  virtual std::unique_ptr<Cursor> run(const std::string& sql, Params params) = 0;
  // A change whose result nobody needs. PostgreSQL sends it along with the next statement instead of waiting for the
  // answer; what goes wrong is thrown by a later call or by write() itself, and rolls back this fn alone.
  virtual void run_later(const Query& query, Params params) = 0;

  // All rows as described structs, columns matched to members by name.
  template <class T, class Q, class... Args>
  std::vector<T> all(const Q& query, const Args&... args) {
    const Param params[] = {to_param(args)..., Param{}};
    return read_all<T>(*run(query, Params(params, sizeof...(Args))));
  }
  // The first row, if any.
  template <class T, class Q, class... Args>
  std::optional<T> one(const Q& query, const Args&... args) {
    const Param params[] = {to_param(args)..., Param{}};
    return read_one<T>(*run(query, Params(params, sizeof...(Args))));
  }
  // The first column of the first row (integers, text, Time, ...), if any row and not NULL.
  template <class T, class Q, class... Args>
  std::optional<T> scalar(const Q& query, const Args&... args) {
    const Param params[] = {to_param(args)..., Param{}};
    const auto cursor = run(query, Params(params, sizeof...(Args)));
    if (!cursor->next() || cursor->is_null(0)) return std::nullopt;
    T out{};
    read_column(*cursor, 0, out);
    return out;
  }
  // As execute(), for inserts and updates that cannot miss: nobody waits for the number of rows.
  template <class... Args>
  void post(const Query& query, const Args&... args) {
    const Param params[] = {to_param(args)..., Param{}};
    run_later(query, Params(params, sizeof...(Args)));
  }
  // Runs to the end; the number of changed rows.
  template <class Q, class... Args>
  std::int64_t execute(const Q& query, const Args&... args) {
    const Param params[] = {to_param(args)..., Param{}};
    const auto cursor = run(query, Params(params, sizeof...(Args)));
    while (cursor->next()) {}
    return cursor->changed();
  }
};

struct Options {
  Engine engine = Engine::sqlite;
  std::string path;               // SQLite: file. PostgreSQL: libpq connection string
  int readers = 4;                // read connections
  int writers = 1;                // read by nobody yet: write transactions take turns (docs/decisions/0010)
  std::size_t write_queue = 4096;  // waiting writes above this are refused with Failure::busy
  std::string synchronous = "FULL";  // the control runs of the power-cut rig use "OFF"
};

struct Statistics {
  std::int64_t commits = 0;   // transactions with an fsync
  std::int64_t writes = 0;    // write(fn) calls that committed
  std::int64_t failed = 0;    // write(fn) calls rolled back
  std::size_t waiting = 0;    // writes in the queue now
};

class Store {
 public:
  virtual ~Store() = default;

  // Opens (and for SQLite creates) the database; does not migrate. Errors: unavailable, with the reason in detail.
  static Result<std::unique_ptr<Store>> open(const Options& options, const Clock& clock);

  virtual Engine engine() const = 0;
  virtual Statistics statistics() const = 0;
  // A consistent copy of the whole database at `path` (must not exist), on disk when this returns. SQLite only.
  virtual Result<void> backup_to(const std::string& path) = 0;

  // Runs fn(Tx&) on a snapshot and gives back what it returns. fn must not change anything.
  template <class F>
  auto read(F&& fn) -> std::invoke_result_t<F, Tx&> {
    using R = std::invoke_result_t<F, Tx&>;
    if constexpr (std::is_void_v<R>) {
      run_read([&](Tx& tx) { fn(tx); });
    } else {
      std::optional<R> out;
      run_read([&](Tx& tx) { out.emplace(fn(tx)); });
      return std::move(*out);
    }
  }

  // Runs fn(Tx&) -> Result<T> in a savepoint. An Error or an exception rolls it back alone; otherwise returns after the
  // commit is on disk. fn may run again (serialisation failure on PostgreSQL): it must have no effect but by its Tx.
  // Throws Failure::busy when the queue is full, std::logic_error from inside another read, write or after_commit.
  template <class F>
  auto write(F&& fn) -> std::invoke_result_t<F, Tx&> {
    using R = std::invoke_result_t<F, Tx&>;
    std::optional<R> out;
    run_write([&](Tx& tx) {
      out.emplace(fn(tx));
      return out->ok();
    });
    return std::move(*out);
  }

 protected:
  virtual void run_read(const std::function<void(Tx&)>& fn) = 0;
  // fn answers whether to keep its changes. Blocks until committed or rolled back; rethrows what fn threw.
  virtual void run_write(const std::function<bool(Tx&)>& fn) = 0;
};

// Every query embedded from a .sql file of this binary, for the test that prepares them all on both engines.
const std::vector<Query>& all_queries();
// Called by the generated code only.
struct RegisterQueries {
  RegisterQueries(const Query* const* queries, std::size_t count);
};

}  // namespace sahay::db
