// One SQLite connection: statements prepared once and kept by text, parameters $1..$n, time limit for queries.
// Rule of use: sqlite3.h stays in the .cc; cursors end before the connection.
// Threading: one thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sahay::db {

// A prepared statement and where each $k stands in it.
struct SqliteStatement {
  SqliteStatement() = default;
  SqliteStatement(const SqliteStatement&) = delete;
  ~SqliteStatement();
  std::string text;
  sqlite3_stmt* handle = nullptr;
  std::string name;        // for what is thrown
  std::vector<int> slots;  // slots[k-1] = index of $k, 0 when the text does not use it
  bool open = false;       // a cursor reads it
  std::vector<std::string> columns;  // of its rows, as of the schema after `prepared` repairs by SQLite
  int prepared = -1;
  bool kept = false;       // it stands in the list of its connection, at `position`
  std::list<std::shared_ptr<SqliteStatement>>::iterator position;
  bool changes = false;    // not a query
};

class SqliteConnection {
 public:
  enum class Role { reader, writer, mover };  // mover: only for checkpoint()

  // Throws Failure::broken.
  SqliteConnection(const Options& options, Role role);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;

  std::unique_ptr<Cursor> run(std::string_view name, std::string_view sql, Params params);
  void execute(std::string_view sql);  // no parameters, no rows
  std::int64_t integer(std::string_view sql);  // first column of the first row

  // False after an error that made SQLite roll the whole transaction back.
  bool in_transaction() const;
  // How many statements that are no queries have run: whether a write may have changed anything.
  std::int64_t changes_run() const { return changes_run_; }
  // After each commit, with the number of pages that the log holds. Replaces SQLite's own checkpoints.
  void after_commit(std::function<void(int pages)> action) { after_commit_ = std::move(action); }
  // Moves what the log holds into the database file, as far as readers let it. False: somebody is at it, or the disk
  // refused; nothing is lost, the log stays.
  bool checkpoint();
  // A query running past this is interrupted; {} = none.
  void limit_until(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
  sqlite3* handle() const { return db_; }

 private:
  std::shared_ptr<SqliteStatement> prepare(std::string_view name, std::string_view sql);
  std::shared_ptr<SqliteStatement> compile(std::string_view name, std::string_view sql);
  void set_up(const Options& options, Role role);
  void forget_statements();
  static int on_progress(void* self);
  static int on_commit(void* self, sqlite3*, const char*, int pages);

  sqlite3* db_ = nullptr;
  std::chrono::steady_clock::time_point deadline_{};
  std::int64_t changes_run_ = 0;
  std::function<void(int)> after_commit_;
  // Most recently used first; keys are views of the statements' own texts.
  std::list<std::shared_ptr<SqliteStatement>> statements_;
  std::unordered_map<std::string_view, std::list<std::shared_ptr<SqliteStatement>>::iterator> by_text_;
  // Statements that stand in the program come from the same place each time: nothing to hash, one comparison.
  std::array<std::shared_ptr<SqliteStatement>, 256> by_place_;
};

// The primary result code of a commit that failed, sorted by what the writer must do.
enum class CommitProblem { constraint, disk_full, busy, input_output };
class SqliteFailure : public Failure {
 public:
  SqliteFailure(Kind k, CommitProblem p, const std::string& what) : Failure(k, what), problem(p) {}
  const CommitProblem problem;
};

}  // namespace sahay::db
