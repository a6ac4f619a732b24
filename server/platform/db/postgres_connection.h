// One PostgreSQL connection in pipeline mode: statements are sent without waiting, answers are read when someone asks.
// Statements are prepared once and kept by text.
// Rule of use: libpq-fe.h stays in the .cc. After an error the pipeline is dead until sync(); after a lost connection
// until reconnect().
// Threading: one thread at a time.
#pragma once

#include <deque>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/db/store.h"

struct pg_conn;
struct pg_result;

namespace sahay::db {

// An error of the server with its SQLSTATE, or a lost connection (no state).
class PostgresFailure : public Failure {
 public:
  PostgresFailure(Kind k, std::string sqlstate, const std::string& what)
      : Failure(k, what), state(std::move(sqlstate)) {}
  const std::string state;
  bool is_conflict() const { return state == "40001" || state == "40P01"; }
};

class PostgresConnection {
 public:
  enum class Role { reader, writer };

  // Throws Failure::broken.
  PostgresConnection(const Options& options, Role role);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;

  // Sends and waits for the rows. Throws what any statement before it (of any tag) did wrong.
  std::unique_ptr<Cursor> run(std::string_view name, std::string_view sql, Params params);
  // Sends; the answer is looked at by a later run() or sync().
  void post(std::string_view name, std::string_view sql, Params params = {});
  // Ends the pipeline stretch: waits for every answer. Throws the first error among them, if it was not thrown before.
  void sync();
  // As sync(), for cleaning up: errors are expected.
  void sync_ignoring_errors();
  // Sends what is buffered, waits for nothing: for the end of a read.
  void sync_later();
  // True when "commit" was really answered by COMMIT (a dead transaction answers ROLLBACK).
  bool committed() const { return last_command_ == "COMMIT"; }

  bool lost() const;
  int era = 0;  // of the store, when it was last connected
  void reconnect();

  // Statements sent from now on belong to this write; the owner of the first error.
  void set_tag(int tag) { tag_ = tag; }
  int failed_tag() const { return failed_tag_; }

 private:
  struct Statement {
    std::string text;
    std::string server_name;
  };
  struct Expected {  // an answer on its way
    enum class Kind { prepare, query, sync } kind = Kind::query;
    int tag = 0;
    std::string name;
    std::shared_ptr<Statement> statement;
  };
  using Result = std::unique_ptr<pg_result, void (*)(pg_result*)>;

  void connect();
  void send(std::string_view name, std::string_view sql, Params params);
  std::shared_ptr<Statement> prepare(std::string_view name, std::string_view sql);
  void forget(const Statement& statement);
  Result read_next();  // the next expected answer; remembers the first error
  void note_error(const Expected& expected, pg_result* result);
  void throw_if_failed();
  [[noreturn]] void fail_lost();

  const std::string conninfo_;
  const Role role_;
  const bool synchronous_;
  pg_conn* connection_ = nullptr;
  int tag_ = 0;
  std::deque<Expected> expected_;
  std::unique_ptr<PostgresFailure> failure_;  // the first error since the last sync
  int failed_tag_ = 0;
  std::string last_command_;
  std::uint64_t names_given_ = 0;
  std::list<std::shared_ptr<Statement>> statements_;  // most recently used first
  std::unordered_map<std::string_view, std::list<std::shared_ptr<Statement>>::iterator> by_text_;
};

}  // namespace sahay::db
