#include "platform/db/sqlite_connection.h"

#include <sqlite3.h>

#include "base/log.h"
#include "platform/db/sqlite_log_file.h"
#include "platform/db/sqlite_memory.h"
#include "platform/db/sqlite_pages.h"

namespace sahay::db {
namespace {

constexpr std::size_t kStatementsKept = 512;
constexpr int kProgressSteps = 10'000;

void log_disk(const std::string& what) { log::error("db", "the disk failed", {{"what", what}}); }

[[noreturn]] void fail(sqlite3* db, std::string_view what) {
  const int code = db ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
  const std::string text = std::string(what) + ": " + (db ? sqlite3_errmsg(db) : "out of memory");
  using Kind = Failure::Kind;
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: {
      const bool unique = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                          code == SQLITE_CONSTRAINT_ROWID;
      throw SqliteFailure(unique ? Kind::unique_violation : Kind::broken, CommitProblem::constraint, text);
    }
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw SqliteFailure(Kind::busy, CommitProblem::busy, text);
    case SQLITE_INTERRUPT: throw SqliteFailure(Kind::interrupted, CommitProblem::busy, text);
    // The disk may answer again: whoever asked may try again, unlike after a broken statement.
    case SQLITE_FULL: log_disk(text); throw SqliteFailure(Kind::busy, CommitProblem::disk_full, text);
    case SQLITE_IOERR: log_disk(text); throw SqliteFailure(Kind::busy, CommitProblem::input_output, text);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw SqliteFailure(Kind::broken, CommitProblem::input_output, text);
    default: throw SqliteFailure(Kind::broken, CommitProblem::constraint, text);
  }
}

// The counters of SQLite's allocator cost two locks per allocation and nobody reads them. All three are refused when SQLite
// has started already: slower, not wrong.
void set_up_library() {
  static const bool done = [] {
    give_sqlite_its_memory();
    watch_sqlite_pages();
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  }();
  (void)done;
}

struct Binder {
  sqlite3_stmt* statement;
  int slot;
  // A change has read its values when its first step is over; a query may read them as long as its cursor lives.
  sqlite3_destructor_type lifetime;

  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, slot); }
  int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, slot, v); }
  int operator()(double v) const { return sqlite3_bind_double(statement, slot, v); }
  // A view without bytes may have no address, which SQLite would take for NULL.
  int operator()(std::string_view v) const {
    return sqlite3_bind_text64(statement, slot, v.data() ? v.data() : "", v.size(), lifetime, SQLITE_UTF8);
  }
  int operator()(BlobView v) const {
    return sqlite3_bind_blob64(statement, slot, v.bytes.data() ? v.bytes.data() : "", v.bytes.size(), lifetime);
  }
};

// The first row is fetched when the statement runs, so that a change happens even if nobody asks for rows.
class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(sqlite3* db, std::shared_ptr<SqliteStatement> statement)
      : db_(db), statement_(std::move(statement)), handle_(statement_->handle) {
    statement_->open = true;
    try {
      step();
    } catch (...) {
      close();
      throw;
    }
  }
  ~SqliteCursor() override { close(); }

  bool next() override {
    if (first_) first_ = false;
    else if (row_) step();
    return row_;
  }
  int columns() const override { return sqlite3_column_count(handle_); }
  std::string_view column_name(int column) const override {
    if (!names_) remember_names();
    return names_[column];
  }
  bool is_null(int column) const override { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_, column); }
  double real(int column) const override { return sqlite3_column_double(handle_, column); }
  std::string_view text(int column) const override {
    // The database is UTF-8: as a blob a text comes without a copy, and a number as its text.
    const void* data = sqlite3_column_blob(handle_, column);
    return {data ? static_cast<const char*>(data) : "", std::size_t(sqlite3_column_bytes(handle_, column))};
  }
  std::int64_t changed() const override { return changed_; }

 private:
  void step() {
    const int code = sqlite3_step(handle_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(db_, statement_->name);
    row_ = code == SQLITE_ROW;
    if (!row_ && statement_->changes) changed_ = sqlite3_changes64(db_);
  }
  // SQLite looks for each name anew. Names change when it prepares the statement again because the schema has changed.
  void remember_names() const {
    const int prepared = sqlite3_stmt_status(handle_, SQLITE_STMTSTATUS_REPREPARE, 0);
    if (statement_->prepared != prepared) {
      statement_->columns.clear();
      for (int i = 0; i < columns(); ++i) statement_->columns.emplace_back(sqlite3_column_name(handle_, i));
      statement_->prepared = prepared;
    }
    names_ = statement_->columns.data();
  }
  void close() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    statement_->open = false;
  }

  sqlite3* db_;
  std::shared_ptr<SqliteStatement> statement_;
  sqlite3_stmt* handle_;
  bool first_ = true;
  bool row_ = false;
  mutable const std::string* names_ = nullptr;  // of the columns
  std::int64_t changed_ = 0;
};

// greatest() and least() as PostgreSQL has them: NULL arguments do not count.
template <bool Greatest>
void extreme(sqlite3_context* context, int count, sqlite3_value** values) {
  sqlite3_value* best = nullptr;
  const auto before = [](sqlite3_value* a, sqlite3_value* b) {
    if (sqlite3_value_type(a) == SQLITE_TEXT && sqlite3_value_type(b) == SQLITE_TEXT)
      return std::string_view(reinterpret_cast<const char*>(sqlite3_value_text(a)), sqlite3_value_bytes(a)) <
             std::string_view(reinterpret_cast<const char*>(sqlite3_value_text(b)), sqlite3_value_bytes(b));
    if (sqlite3_value_type(a) == SQLITE_INTEGER && sqlite3_value_type(b) == SQLITE_INTEGER)
      return sqlite3_value_int64(a) < sqlite3_value_int64(b);
    return sqlite3_value_double(a) < sqlite3_value_double(b);
  };
  for (int i = 0; i < count; ++i) {
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) continue;
    if (!best || (Greatest ? before(best, values[i]) : before(values[i], best))) best = values[i];
  }
  if (best) sqlite3_result_value(context, best);
  else sqlite3_result_null(context);
}

}  // namespace

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle); }

SqliteConnection::SqliteConnection(const Options& options, Role role) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (role == Role::writer ? SQLITE_OPEN_CREATE : 0);
  set_up_library();
  try {
    const bool synced = options.synchronous == "FULL" || options.synchronous == "EXTRA";
    const char* const layer = role == Role::writer && synced ? log_gathering_vfs() : nullptr;
    if (sqlite3_open_v2(options.path.c_str(), &db_, flags, layer) != SQLITE_OK) fail(db_, "open " + options.path);
    sqlite3_extended_result_codes(db_, 1);
    set_up(options, role);
  } catch (...) {
    forget_statements();
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  forget_statements();
  sqlite3_close_v2(db_);
}

void SqliteConnection::forget_statements() {
  by_place_ = {};
  by_text_.clear();
  statements_.clear();
}

void SqliteConnection::set_up(const Options& options, Role role) {
  sqlite3_busy_timeout(db_, 10'000);
  constexpr int kPure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  sqlite3_create_function_v2(db_, "greatest", -1, kPure, nullptr, extreme<true>, nullptr, nullptr, nullptr);
  sqlite3_create_function_v2(db_, "least", -1, kPure, nullptr, extreme<false>, nullptr, nullptr, nullptr);
  for (const char* known : {"OFF", "NORMAL", "FULL", "EXTRA"})
    if (options.synchronous == known) execute("pragma synchronous=" + options.synchronous);
  if (role == Role::writer) execute("pragma journal_mode=wal");
  execute("pragma foreign_keys=on");
  execute("pragma secure_delete=off");
  execute("pragma temp_store=memory");
  execute("pragma cache_size=-65536");
  if (role == Role::writer) sqlite3_wal_hook(db_, &SqliteConnection::on_commit, this);
  // A connection that has read nothing does not know of the log.
  if (role == Role::mover) integer("select count(*) from sqlite_master");
  if (role == Role::reader) {
    execute("pragma mmap_size=1073741824");
    execute("pragma query_only=on");
    sqlite3_progress_handler(db_, kProgressSteps, &SqliteConnection::on_progress, this);
  }
}

int SqliteConnection::on_progress(void* self) {
  const auto deadline = static_cast<SqliteConnection*>(self)->deadline_;
  return deadline != std::chrono::steady_clock::time_point{} && std::chrono::steady_clock::now() > deadline;
}

int SqliteConnection::on_commit(void* self, sqlite3*, const char*, int pages) {
  const auto& action = static_cast<SqliteConnection*>(self)->after_commit_;
  if (action) action(pages);
  return SQLITE_OK;
}

bool SqliteConnection::checkpoint() {
  return sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) == SQLITE_OK;
}

std::shared_ptr<SqliteStatement> SqliteConnection::prepare(std::string_view name, std::string_view sql) {
  auto& place = by_place_[(reinterpret_cast<std::uintptr_t>(sql.data()) >> 4) % by_place_.size()];
  if (place && place->kept && !place->open && place->text == sql) {
    statements_.splice(statements_.begin(), statements_, place->position);
    return place;
  }
  const auto found = by_text_.find(sql);
  if (found != by_text_.end() && !(*found->second)->open) {
    statements_.splice(statements_.begin(), statements_, found->second);
    return place = statements_.front();
  }
  auto statement = compile(name, sql);
  if (found != by_text_.end()) return statement;  // the kept one is being read: this one lives as long as its cursor
  statements_.push_front(statement);
  statement->kept = true;
  statement->position = statements_.begin();
  by_text_.emplace(statement->text, statements_.begin());
  if (statements_.size() > kStatementsKept) {
    statements_.back()->kept = false;
    by_text_.erase(statements_.back()->text);
    statements_.pop_back();
  }
  return statement;
}

std::shared_ptr<SqliteStatement> SqliteConnection::compile(std::string_view name, std::string_view sql) {
  auto statement = std::make_shared<SqliteStatement>();
  statement->text = sql;
  statement->name = name;
  const char* rest = nullptr;
  if (sqlite3_prepare_v3(db_, statement->text.c_str(), int(statement->text.size() + 1), SQLITE_PREPARE_PERSISTENT,
                         &statement->handle, &rest) != SQLITE_OK)
    fail(db_, name);
  if (!statement->handle) throw Failure(Failure::Kind::broken, std::string(name) + ": an empty statement");
  statement->changes = !sqlite3_stmt_readonly(statement->handle);
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement->handle); ++i) {
    const char* parameter = sqlite3_bind_parameter_name(statement->handle, i);
    const int number = parameter && *parameter == '$' ? std::atoi(parameter + 1) : 0;
    if (number < 1 || number > 9999)
      throw Failure(Failure::Kind::broken, std::string(name) + ": placeholders are $1 ... $n");
    if (std::size_t(number) > statement->slots.size()) statement->slots.resize(number);
    statement->slots[number - 1] = i;
  }
  return statement;
}

std::unique_ptr<Cursor> SqliteConnection::run(std::string_view name, std::string_view sql, Params params) {
  auto statement = prepare(name, sql);
  if (params.size() != statement->slots.size())
    throw Failure(Failure::Kind::broken, std::string(name) + ": takes " + std::to_string(statement->slots.size()) +
                                             " parameters, not " + std::to_string(params.size()));
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (statement->slots[i] == 0) continue;
    const auto lifetime = statement->changes ? SQLITE_STATIC : SQLITE_TRANSIENT;
    if (std::visit(Binder{statement->handle, statement->slots[i], lifetime}, params[i]) != SQLITE_OK) fail(db_, name);
  }
  changes_run_ += statement->changes;
  return std::make_unique<SqliteCursor>(db_, std::move(statement));
}

void SqliteConnection::execute(std::string_view sql) {
  const auto cursor = run(sql, sql, {});
  while (cursor->next()) {
  }
}

std::int64_t SqliteConnection::integer(std::string_view sql) {
  const auto cursor = run(sql, sql, {});
  return cursor->next() ? cursor->integer(0) : 0;
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

}  // namespace sahay::db
