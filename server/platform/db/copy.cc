#include "platform/db/copy.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "platform/db/migrate.h"

namespace sahay::db {
namespace {

// Below the smaller of the engines' limits of bound values (SQLite 32,766, PostgreSQL 65,535).
constexpr std::size_t kValuesInStatement = 16'000;
constexpr int kRowsInPage = 2'000;
constexpr std::size_t kBatchesWaiting = 4;

enum class Type { integer, real, text, blob };
struct Column {
  std::string name;
  Type type = Type::text;
};
struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::size_t> key;  // columns of the primary key: read by pages in its order; none: read at once
};

struct Named {
  std::string name, type;
  int pk = 0;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name, type, pk))

Type type_of(std::string_view declared) {
  if (declared.find("int") != declared.npos) return Type::integer;
  if (declared.find("blob") != declared.npos) return Type::blob;
  if (declared.find("real") != declared.npos || declared.find("double") != declared.npos) return Type::real;
  return Type::text;
}

// The schema as SQLite tells it; both engines have it from the same migrations.
std::vector<Table> tables_of(Tx& tx) {
  std::vector<Table> out;
  const auto names = tx.all<Named>(std::string(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~' "
      "and name <> 'schema_migrations' order by name"));
  for (const Named& table : names) {
    Table one{table.name, {}, {}};
    const std::string columns = "select name, lower(type) as type, pk from pragma_table_info($1) order by cid";
    for (const Named& column : tx.all<Named>(columns, table.name)) {
      if (column.pk) one.key.push_back(one.columns.size());
      one.columns.push_back({column.name, type_of(column.type)});
    }
    out.push_back(std::move(one));
  }
  return out;
}

struct Cell {
  Type type = Type::integer;
  bool null = true;
  std::int64_t integer = 0;
  double real = 0;
  std::string bytes{};

  Param param() const {
    if (null) return nullptr;
    switch (type) {
      case Type::integer: return integer;
      case Type::real: return real;
      case Type::text: return std::string_view(bytes);
      case Type::blob: return BlobView{bytes};
    }
    return nullptr;
  }
};

struct Rows {
  const Table* table = nullptr;
  std::vector<Cell> cells;
};

// Rows on their way from the reading thread to the writing one.
class Belt {
 public:
  void put(Rows rows) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || waiting_.size() < kBatchesWaiting; });
    if (closed_) throw std::runtime_error("the copy was given up");
    waiting_.push_back(std::move(rows));
    changed_.notify_all();
  }
  // Nothing more comes; `problem` when something went wrong.
  void end(std::exception_ptr problem) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    problem_ = std::move(problem);
    changed_.notify_all();
  }
  std::optional<Rows> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      if (problem_) std::rethrow_exception(problem_);
      return std::nullopt;
    }
    Rows rows = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return rows;
  }
  void give_up() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Rows> waiting_;
  bool ended_ = false, closed_ = false;
  std::exception_ptr problem_;
};

std::string names_of(const Table& table) {
  std::string out;
  for (const Column& column : table.columns) out += (out.empty() ? "" : ",") + column.name;
  return out;
}

std::size_t rows_in_statement(const Table& table) {
  return std::max<std::size_t>(1, std::min<std::size_t>(200, kValuesInStatement / table.columns.size()));
}

void read_row(const Cursor& cursor, const Table& table, std::vector<Cell>& cells) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Cell cell{table.columns[i].type, cursor.is_null(int(i))};
    if (!cell.null && cell.type == Type::integer) cell.integer = cursor.integer(int(i));
    else if (!cell.null && cell.type == Type::real) cell.real = cursor.real(int(i));
    else if (!cell.null) cell.bytes = cursor.text(int(i));
    cells.push_back(std::move(cell));
  }
}

std::string order_of(const Table& table) {
  std::string out;
  for (std::size_t column : table.key) out += (out.empty() ? "" : ",") + table.columns[column].name;
  return out;
}

// "select ... where (a,b) > ($1,$2) order by a,b limit N"; the first page has no lower end.
std::string page_of(const Table& table, bool first) {
  std::string sql = "select " + names_of(table) + " from " + table.name;
  if (table.key.empty()) return sql;
  if (!first) {
    std::string places;
    for (std::size_t i = 1; i <= table.key.size(); ++i) places += (i > 1 ? ",$" : "$") + std::to_string(i);
    sql += " where (" + order_of(table) + ") > (" + places + ")";
  }
  return sql + " order by " + order_of(table) + " limit " + std::to_string(kRowsInPage);
}

void read_table(Tx& tx, const Table& table, Belt& belt) {
  const std::size_t width = table.columns.size(), limit = rows_in_statement(table) * width;
  std::vector<Cell> last;
  // A page at a time: PostgreSQL's answers are held in memory whole.
  while (true) {
    std::vector<Param> params;
    if (!last.empty())
      for (std::size_t column : table.key) params.push_back(last[column].param());
    const auto cursor = tx.run(page_of(table, last.empty()), params);
    int seen = 0;
    Rows rows{&table, {}};
    while (cursor->next()) {
      ++seen;
      read_row(*cursor, table, rows.cells);
      if (seen == kRowsInPage) last.assign(rows.cells.end() - std::ptrdiff_t(width), rows.cells.end());
      if (rows.cells.size() >= limit) belt.put(std::exchange(rows, Rows{&table, {}}));
    }
    if (!rows.cells.empty()) belt.put(std::move(rows));
    if (table.key.empty() || seen < kRowsInPage) return;
  }
}

std::int64_t insert_rows(Tx& tx, const Rows& rows) {
  const std::size_t columns = rows.table->columns.size(), count = rows.cells.size() / columns;
  std::string sql = "insert into " + rows.table->name + "(" + names_of(*rows.table) + ") values ";
  std::vector<Param> params;
  params.reserve(rows.cells.size());
  for (std::size_t row = 0; row < count; ++row) {
    sql += row ? ",(" : "(";
    for (std::size_t i = 0; i < columns; ++i) sql += (i ? ",$" : "$") + std::to_string(row * columns + i + 1);
    sql += ")";
  }
  for (const Cell& cell : rows.cells) params.push_back(cell.param());
  const auto cursor = tx.run(sql, params);
  while (cursor->next()) {}
  return std::int64_t(count);
}

Result<Copied> write_all(Store& to, const std::vector<Table>& tables, Belt& belt) {
  bool begun = false;
  return to.write([&](Tx& tx) -> Result<Copied> {
    // What was taken from the belt is gone, so this cannot run twice.
    if (std::exchange(begun, true)) return Error{ErrorCode::unavailable, "error.unavailable", "somebody else uses the database"};
    Copied copied;
    for (const Table& table : tables) {
      tx.execute("delete from " + table.name);
      ++copied.tables;
    }
    while (const auto rows = belt.take()) copied.rows += insert_rows(tx, *rows);
    return copied;
  });
}

}  // namespace

Result<Copied> copy_rows(Store& from, Store& to) {
  const auto refused = [](std::string why) { return Error{ErrorCode::unavailable, "error.unavailable", std::move(why)}; };
  try {
    if (TRY(schema_version(from)) != TRY(schema_version(to)))
      return refused("the two databases have different versions; use the program that the source was last served with");
    Store& told = from.engine() == Engine::sqlite ? from : to;
    if (told.engine() != Engine::sqlite) return refused("one of the two databases must be SQLite");
    const auto tables = told.read([](Tx& tx) { return tables_of(tx); });
    Belt belt;
    std::thread reader([&] {
      try {
        from.read([&](Tx& tx) {
          for (const Table& table : tables) read_table(tx, table, belt);
        });
        belt.end(nullptr);
      } catch (...) {
        belt.end(std::current_exception());
      }
    });
    const auto leave = [&] {
      belt.give_up();
      reader.join();
    };
    try {
      auto copied = write_all(to, tables, belt);
      leave();
      return copied;
    } catch (...) {
      leave();
      throw;
    }
  } catch (const std::exception& e) {
    return refused(e.what());
  }
}

}  // namespace sahay::db
