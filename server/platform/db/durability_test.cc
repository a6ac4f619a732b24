// What a killed process and a copied database promise. (Power cuts need the rig of tests/: kill -9 keeps the cache.)
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

constexpr int kWriters = 8;

void make_ledger(Store& store) {
  ASSERT_TRUE(store.write([](Tx& tx) -> Result<void> {
    tx.execute(std::string("create table ledger (id bigint primary key, body text not null)"));
    return {};
  }).ok());
}

std::int64_t add_line(Store& store) {
  return store.write([](Tx& tx) -> Result<std::int64_t> {
    const auto id = tx.new_id("ledger");
    tx.execute(std::string("insert into ledger values ($1, $2)"), id, std::string(300, 'x'));
    return id;
  }).value();
}

// Writes until it is killed; every acknowledged id goes into the pipe.
[[noreturn]] void write_until_killed(const Options& options, int pipe) {
  static SystemClock clock;
  auto store = Store::open(options, clock);
  if (!store.ok()) ::_exit(2);
  std::vector<std::thread> threads;
  for (int i = 0; i < kWriters; ++i)
    threads.emplace_back([&] {
      while (true) {
        const std::int64_t id = add_line(*store.value());
        if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(3);
      }
    });
  for (auto& thread : threads) thread.join();
  ::_exit(0);
}

std::vector<std::int64_t> acknowledged_before_the_kill(const Options& options, std::size_t at_least) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(options, ends[1]);
  }
  ::close(ends[1]);
  std::vector<std::int64_t> ids;
  std::int64_t id = 0;
  while (::read(ends[0], &id, sizeof id) == sizeof id) {
    ids.push_back(id);
    if (ids.size() == at_least) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  return ids;
}

TEST(Durability, a_killed_process_loses_nothing_acknowledged_and_reuses_no_key) {
  std::string pattern = (std::filesystem::temp_directory_path() / "sahay_kill_XXXXXX").string();
  ASSERT_TRUE(::mkdtemp(pattern.data()));
  const std::filesystem::path folder = pattern;
  Options options;
  options.path = (folder / "store.db").string();
  const SystemClock clock;
  {
    auto store = Store::open(options, clock).value();
    ASSERT_TRUE(migrate(*store).ok());
    make_ledger(*store);
  }
  std::set<std::int64_t> known;
  for (int round = 0; round < 5; ++round) {
    for (std::int64_t id : acknowledged_before_the_kill(options, 100 + 70 * round))
      EXPECT_TRUE(known.insert(id).second) << "key " << id << " was given twice";
    auto store = Store::open(options, clock).value();
    std::set<std::int64_t> found;
    store->read([&](Tx& tx) {
      const auto rows = tx.run(std::string("select id from ledger"), {});
      while (rows->next()) found.insert(rows->integer(0));
    });
    EXPECT_TRUE(std::includes(found.begin(), found.end(), known.begin(), known.end()));
  }
  EXPECT_GE(known.size(), 1000u);
  std::filesystem::remove_all(folder);
}

TEST(Log, starts_again_from_its_beginning_when_it_was_moved_into_the_file_and_keeps_everything) {
  TempStore store(true, Options{});
  make_ledger(*store);
  const auto log = store.folder() / "store.db-wal";
  const std::string body(1 << 20, 'x');
  std::uintmax_t rows = 0, size = 0;
  for (bool again = false; rows < 2000 && !again; ++rows) {
    ASSERT_TRUE(store->write([&](Tx& tx) -> Result<void> {
      tx.execute(std::string("insert into ledger values ($1, $2)"), tx.new_id("ledger"), body);
      return {};
    }).ok());
    // Every write needs a megabyte: a log that holds less than was written was begun anew.
    ASSERT_TRUE(std::filesystem::exists(log));
    size = std::filesystem::file_size(log);
    again = size + 8 * body.size() < rows * body.size();
  }
  EXPECT_LT(rows, 2000) << "the log has grown to " << size << " bytes";
  const auto found = store->read([](Tx& tx) {
    return tx.scalar<std::int64_t>(std::string("select count(*) from ledger where length(body) = 1048576"));
  });
  EXPECT_EQ(found, std::int64_t(rows));
}

TEST(Backup, is_a_consistent_copy_taken_while_others_write) {
  TempStore store(true, Options{});
  make_ledger(*store);
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) {
      (void)store->write([](Tx& tx) -> Result<void> {
        // Two lines or none.
        for (int i = 0; i < 2; ++i)
          tx.execute(std::string("insert into ledger values ($1, 'x')"), tx.new_id("ledger"));
        return {};
      });
    }
  });
  const auto path = (store.folder() / "copy.db").string();
  const auto enough = store->statistics().writes + 50;
  while (store->statistics().writes < enough) std::this_thread::yield();
  EXPECT_TRUE(store->backup_to(path).ok());
  stop = true;
  writer.join();
  EXPECT_FALSE(store->backup_to(path).ok()) << "an existing file is not overwritten";
  Options copy;
  copy.path = path;
  auto opened = Store::open(copy, store.clock).value();
  EXPECT_EQ(migrate(*opened).value(), 0);
  const auto count = opened->read([](Tx& tx) { return tx.scalar<int>(std::string("select count(*) from ledger")); });
  EXPECT_GE(count, 90);
  EXPECT_EQ(*count % 2, 0);
}

TEST(Limits, a_full_queue_refuses_instead_of_growing) {
  Options options;
  options.write_queue = 2;
  TempStore store(true, options);
  std::mutex gate;
  std::unique_lock closed(gate);
  std::vector<std::thread> threads;
  std::atomic<int> done = 0, refused = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      try {
        (void)store->write([&](Tx&) -> Result<void> {
          const std::lock_guard wait(gate);
          return {};
        });
        ++done;
      } catch (const Failure& e) {
        EXPECT_EQ(e.kind, Failure::Kind::busy);
        ++refused;
      }
    });
  while (refused < 4) std::this_thread::yield();
  closed.unlock();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done + refused, 8);
  EXPECT_GE(done, 2);
}

TEST(Reconnect, after_a_restart_of_postgres_calls_work_again) {
  if (!TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
  TempStore store(true, TestPostgres::shared().fresh_database());
  make_ledger(*store);
  EXPECT_EQ(add_line(*store), 1);
  TestPostgres::shared().restart();
  EXPECT_EQ(add_line(*store), 2) << "a write that had not sent its commit is tried again";
  int failures = 0;
  for (int i = 0; i < 8; ++i) {
    try {
      store->read([](Tx& tx) { tx.scalar<int>(std::string("select count(*) from ledger")); });
    } catch (const Failure& e) {
      EXPECT_EQ(e.kind, Failure::Kind::busy) << "the server may come back, so the caller may try again";
      ++failures;
    }
  }
  EXPECT_LE(failures, 1);
}

}  // namespace
}  // namespace sahay::db
