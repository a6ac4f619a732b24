// Durable operations: our Store::write() beside a bare loop over the SQLite C API, with the same rows and the same
// durability (WAL, synchronous=FULL). One operation = insert a comment of 300 bytes, update its ticket (two secondary
// indexes), insert an event. Prints "name: figure" lines: operations per second and CPU microseconds per operation.
// usage: db_floor [seconds per case] [postgres connection string]
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

#include "platform/db/migrate.h"
#include "platform/db/store.h"

namespace {

using namespace sahay;
using Steady = std::chrono::steady_clock;

constexpr int kTickets = 1000;
const std::string kBody(300, 'x');

constexpr const char* kSchema[] = {
    "create table bench_tickets (id bigint primary key, status bigint not null, assignee bigint not null, "
    "updated bigint not null)",
    "create index bench_tickets_status on bench_tickets (status, updated)",
    "create index bench_tickets_assignee on bench_tickets (assignee, updated)",
    "create table bench_comments (id bigint primary key, ticket bigint not null, body text not null)",
    "create index bench_comments_ticket on bench_comments (ticket, id)",
    "create table bench_events (id bigint primary key, kind text not null, subject bigint not null, "
    "data text not null)",
};
#define COMMENT "insert into bench_comments (id, ticket, body) values ($1, $2, $3)"
#define TICKET "update bench_tickets set updated = $2, status = $3 where id = $1"
#define EVENT "insert into bench_events (id, kind, subject, data) values ($1, $2, $3, $4)"
constexpr db::Query kComment{"comment", COMMENT, COMMENT};
constexpr db::Query kTicket{"ticket", TICKET, TICKET};
constexpr db::Query kEvent{"event", EVENT, EVENT};

double cpu_micros() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& t) { return double(t.tv_sec) * 1e6 + double(t.tv_usec); };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

void print(const std::string& name, std::int64_t operations, double cpu, double seconds) {
  std::printf("%s operations/s: %.0f\n%s CPU us/operation: %.1f\n", name.c_str(), double(operations) / seconds,
              name.c_str(), cpu / double(std::max<std::int64_t>(1, operations)));
}

void write_once(db::Store& store, int n) {
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    const std::int64_t ticket = 1 + n % kTickets;
    tx.post(kComment, tx.new_id("bench_comments"), ticket, kBody);
    tx.post(kTicket, ticket, tx.now(), n % 4);
    tx.post(kEvent, tx.new_id("bench_events"), "comment.added", ticket, "{}");
    return {};
  });
}

void run_store(const std::string& name, db::Store& store, int threads, double seconds) {
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> stop = false;
  const double cpu = cpu_micros();
  const auto begun = Steady::now();
  std::vector<std::thread> writers;
  for (int t = 0; t < threads; ++t)
    writers.emplace_back([&, t] {
      for (int n = t; !stop; n += threads, ++done) write_once(store, n);
    });
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop = true;
  for (auto& writer : writers) writer.join();
  const double took = std::chrono::duration<double>(Steady::now() - begun).count();
  print(name + ", " + std::to_string(threads) + " threads", done, cpu_micros() - cpu, took);
}

void prepare(db::Store& store) {
  if (!db::migrate(store).ok()) std::exit(1);
  (void)store.write([](db::Tx& tx) -> Result<void> {
    for (const char* statement : kSchema) tx.execute(std::string(statement));
    for (int i = 1; i <= kTickets; ++i)
      tx.execute(std::string("insert into bench_tickets values ($1, 0, $2, 0)"), i, i % 7);
    return {};
  });
}

// The floor: one thread, prepared statements, `group` operations a commit, nothing else.
void run_bare(const std::string& path, int group, double seconds) {
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  for (const char* pragma : {"pragma journal_mode=wal", "pragma synchronous=full", "pragma secure_delete=off"})
    sqlite3_exec(db, pragma, nullptr, nullptr, nullptr);
  sqlite3_stmt* statements[3];
  const char* texts[] = {COMMENT, TICKET, EVENT};
  for (int i = 0; i < 3; ++i) sqlite3_prepare_v2(db, texts[i], -1, &statements[i], nullptr);
  const auto step = [](sqlite3_stmt* s) {
    sqlite3_step(s);
    sqlite3_reset(s);
  };
  std::int64_t n = 0;
  const std::int64_t first = std::int64_t{1} << 40;
  const double cpu = cpu_micros();
  const auto begun = Steady::now();
  while (std::chrono::duration<double>(Steady::now() - begun).count() < seconds) {
    sqlite3_exec(db, "begin immediate", nullptr, nullptr, nullptr);
    for (int i = 0; i < group; ++i, ++n) {
      const std::int64_t ticket = 1 + n % kTickets;
      sqlite3_bind_int64(statements[0], 1, first * (1 + group) + n);
      sqlite3_bind_int64(statements[0], 2, ticket);
      sqlite3_bind_text(statements[0], 3, kBody.data(), int(kBody.size()), SQLITE_STATIC);
      sqlite3_bind_int64(statements[1], 1, ticket);
      sqlite3_bind_int64(statements[1], 2, n);
      sqlite3_bind_int64(statements[1], 3, n % 4);
      sqlite3_bind_int64(statements[2], 1, first * (1 + group) + n);
      sqlite3_bind_text(statements[2], 2, "comment.added", -1, SQLITE_STATIC);
      sqlite3_bind_int64(statements[2], 3, ticket);
      sqlite3_bind_text(statements[2], 4, "{}", -1, SQLITE_STATIC);
      for (sqlite3_stmt* statement : statements) step(statement);
    }
    sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  }
  const double took = std::chrono::duration<double>(Steady::now() - begun).count();
  print("bare SQLite, " + std::to_string(group) + " a commit", n, cpu_micros() - cpu, took);
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close(db);
}

void run_reads(const std::string& name, db::Store& store, double seconds) {
  static constexpr db::Query kRead{"read", "select id, status, assignee, updated from bench_tickets where id = $1",
                                   "select id, status, assignee, updated from bench_tickets where id = $1"};
  std::int64_t n = 0;
  const double cpu = cpu_micros();
  const auto begun = Steady::now();
  for (; n % 64 || std::chrono::duration<double>(Steady::now() - begun).count() < seconds; ++n)
    (void)store.read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(kRead, 1 + n % kTickets); });
  print(name + ", read by id", n, cpu_micros() - cpu, std::chrono::duration<double>(Steady::now() - begun).count());
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
  const SystemClock clock;
  std::string folder = (std::filesystem::temp_directory_path() / "db_floor_XXXXXX").string();
  if (!::mkdtemp(folder.data())) return 1;
  db::Options options;
  options.path = folder + "/store.db";
  {
    auto store = db::Store::open(options, clock).value();
    prepare(*store);
    for (int threads : {1, 8, 64}) run_store("store", *store, threads, seconds);
    run_reads("store", *store, seconds);
  }
  for (int group : {1, 8, 64}) run_bare(options.path, group, seconds);
  if (argc > 2) {
    options.engine = db::Engine::postgres;
    options.path = argv[2];
    auto store = db::Store::open(options, clock).value();
    prepare(*store);
    for (int threads : {1, 8, 64}) run_store("postgres", *store, threads, seconds);
    run_reads("postgres", *store, seconds);
  }
  std::filesystem::remove_all(folder);
  return 0;
}
