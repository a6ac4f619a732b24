#include "base/text.h"
#include "platform/db/postgres_connection.h"

#include <libpq-fe.h>

#include <charconv>

#include "platform/db/postgres_cursor.h"

namespace sahay::db {
namespace {

constexpr std::size_t kStatementsKept = 512;

// The parameters in the form that libpq takes. Numbers and text go as text; the server knows the types.
class Arguments {
 public:
  explicit Arguments(std::string_view name, Params params) {
    texts_.reserve(params.size());
    for (const Param& param : params) std::visit([&](const auto& v) { add(name, v); }, param);
  }
  int count() const { return int(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void push(const char* value, std::size_t length, int format) {
    values_.push_back(value);
    lengths_.push_back(int(length));
    formats_.push_back(format);
  }
  void add(std::string_view, std::nullptr_t) { push(nullptr, 0, 0); }
  void add(std::string_view, std::int64_t v) { keep(std::to_string(v)); }
  void add(std::string_view, double v) {
    char buffer[40];
    keep(std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, v).ptr));
  }
  // The server refuses NUL bytes and what is no UTF-8. Such text comes from outside (a query string, a header): it finds
  // nothing instead of failing the request.
  void add(std::string_view, std::string_view v) {
    const bool plain = v.find('\0') == v.npos && text::is_valid_utf8(v);
    keep(plain ? std::string(v) : text::repair_utf8(v));
  }
  void add(std::string_view, BlobView v) { push(v.bytes.data() ? v.bytes.data() : "", v.bytes.size(), 1); }
  void keep(std::string text) {
    texts_.push_back(std::move(text));
    push(texts_.back().c_str(), texts_.back().size(), 0);
  }

  std::vector<std::string> texts_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

Failure::Kind kind_of(std::string_view state) {
  if (state == "23505") return Failure::Kind::unique_violation;
  if (state == "57014") return Failure::Kind::interrupted;
  if (state == "55P03" || state == "53300") return Failure::Kind::busy;
  return Failure::Kind::broken;
}

void ignore_notice(void*, const PGresult*) {}

}  // namespace

PostgresConnection::PostgresConnection(const Options& options, Role role)
    : conninfo_(options.path), role_(role), synchronous_(options.synchronous != "OFF") {
  connect();
}

PostgresConnection::~PostgresConnection() { PQfinish(connection_); }

void PostgresConnection::connect() {
  connection_ = PQconnectdb(conninfo_.c_str());
  const auto give_up = [&] {
    const std::string why = PQerrorMessage(connection_);
    PQfinish(connection_);
    connection_ = nullptr;
    throw PostgresFailure(Failure::Kind::broken, "", "PostgreSQL: " + why);
  };
  if (PQstatus(connection_) != CONNECTION_OK) give_up();
  PQsetNoticeReceiver(connection_, ignore_notice, nullptr);
  std::string set_up = "set bytea_output=hex; set client_encoding='UTF8'; set extra_float_digits=3; ";
  set_up += synchronous_ ? "set synchronous_commit=on; " : "set synchronous_commit=off; ";
  if (role_ == Role::reader) set_up += "set statement_timeout='30s'; set default_transaction_read_only=on";
  else set_up += "set lock_timeout='60s'";
  const Result done(PQexec(connection_, set_up.c_str()), PQclear);
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK || !PQenterPipelineMode(connection_)) give_up();
}

bool PostgresConnection::lost() const { return !connection_ || PQstatus(connection_) != CONNECTION_OK; }

void PostgresConnection::reconnect() {
  PQfinish(connection_);
  connection_ = nullptr;
  expected_.clear();
  failure_.reset();
  by_text_.clear();
  statements_.clear();
  connect();
}

void PostgresConnection::fail_lost() {
  const std::string why = connection_ ? PQerrorMessage(connection_) : "not connected";
  throw PostgresFailure(Failure::Kind::busy, "", "PostgreSQL went away: " + why);
}

std::shared_ptr<PostgresConnection::Statement> PostgresConnection::prepare(std::string_view name,
                                                                           std::string_view sql) {
  if (const auto found = by_text_.find(sql); found != by_text_.end()) {
    statements_.splice(statements_.begin(), statements_, found->second);
    return statements_.front();
  }
  if (statements_.size() >= kStatementsKept) {
    const auto oldest = statements_.back();
    post("deallocate", "deallocate " + oldest->server_name);
    forget(*oldest);
  }
  auto statement = std::make_shared<Statement>();
  statement->text = sql;
  statement->server_name = "s" + std::to_string(++names_given_);
  if (!PQsendPrepare(connection_, statement->server_name.c_str(), statement->text.c_str(), 0, nullptr)) fail_lost();
  expected_.push_back({Expected::Kind::prepare, tag_, std::string(name), statement});
  statements_.push_front(statement);
  by_text_.emplace(statement->text, statements_.begin());
  return statement;
}

void PostgresConnection::forget(const Statement& statement) {
  const auto found = by_text_.find(statement.text);
  if (found == by_text_.end() || found->second->get() != &statement) return;
  const auto at = found->second;
  by_text_.erase(found);
  statements_.erase(at);
}

void PostgresConnection::send(std::string_view name, std::string_view sql, Params params) {
  if (lost()) fail_lost();
  throw_if_failed();
  const Arguments arguments(name, params);
  // These have no plan worth keeping; and to keep a rollback might cost another statement its place, which the server
  // refuses to drop while the transaction has failed.
  const bool plain = params.empty() && (sql.starts_with("begin") || sql.starts_with("rollback") || sql.starts_with("deallocate"));
  std::shared_ptr<Statement> statement;
  int sent = 0;
  if (plain) {
    sent = PQsendQueryParams(connection_, std::string(sql).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
  } else {
    statement = prepare(name, sql);
    sent = PQsendQueryPrepared(connection_, statement->server_name.c_str(), arguments.count(), arguments.values(),
                               arguments.lengths(), arguments.formats(), 0);
  }
  if (!sent) fail_lost();
  expected_.push_back({Expected::Kind::query, tag_, std::string(name), std::move(statement)});
}

void PostgresConnection::post(std::string_view name, std::string_view sql, Params params) { send(name, sql, params); }

std::unique_ptr<Cursor> PostgresConnection::run(std::string_view name, std::string_view sql, Params params) {
  send(name, sql, params);
  if (!PQsendFlushRequest(connection_)) fail_lost();
  Result result(nullptr, PQclear);
  while (!expected_.empty()) result = read_next();
  throw_if_failed();
  return std::make_unique<PostgresCursor>(std::move(result));
}

// Every statement gives one result and then a null; a sync gives one result only.
PostgresConnection::Result PostgresConnection::read_next() {
  const Expected expected = std::move(expected_.front());
  expected_.pop_front();
  Result result(PQgetResult(connection_), PQclear);
  if (!result || lost()) fail_lost();
  const auto status = PQresultStatus(result.get());
  if (expected.kind == Expected::Kind::sync) return result;
  if (status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED) {
    if (expected.kind == Expected::Kind::prepare && expected.statement) forget(*expected.statement);
    if (status == PGRES_FATAL_ERROR) note_error(expected, result.get());
    // A migration has changed the columns of a kept statement: the next run prepares it anew.
    if (expected.statement && failure_ && failure_->state == "0A000") forget(*expected.statement);
  } else {
    last_command_ = PQcmdStatus(result.get());
  }
  while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
  return result;
}

void PostgresConnection::note_error(const Expected& expected, pg_result* result) {
  if (failure_) return;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  failure_ = std::make_unique<PostgresFailure>(kind_of(state ? state : ""), state ? state : "",
                                               expected.name + ": " + PQresultErrorMessage(result));
  failed_tag_ = expected.tag;
}

void PostgresConnection::throw_if_failed() {
  if (failure_) throw PostgresFailure(*failure_);
}

void PostgresConnection::sync_later() {
  if (lost() || !PQpipelineSync(connection_)) fail_lost();
  expected_.push_back({Expected::Kind::sync, tag_, "sync", nullptr});
}

void PostgresConnection::sync() {
  sync_later();
  while (!expected_.empty()) read_next();
  if (!failure_) return;
  const auto failure = std::move(failure_);
  throw PostgresFailure(*failure);
}

void PostgresConnection::sync_ignoring_errors() {
  try {
    sync();
  } catch (const PostgresFailure& e) {
    if (lost()) throw;
  }
}

}  // namespace sahay::db
