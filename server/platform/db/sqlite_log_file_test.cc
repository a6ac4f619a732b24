// The log as others find it: a reader at once, and whoever opens the files of a process that was killed.
#include "platform/db/sqlite_log_file.h"

#include <gtest/gtest.h>

#include "platform/db/testing/temp_store.h"

namespace sahay::db {
namespace {

namespace fs = std::filesystem;

class LogFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "sahay_log_XXXXXX").string();
    ASSERT_TRUE(::mkdtemp(pattern.data()));
    folder_ = pattern;
    options_.path = (folder_ / "store.db").string();
    store_ = Store::open(options_, clock_).value();
    ASSERT_TRUE(store_->write([](Tx& tx) -> Result<void> {
      tx.execute(std::string("create table lines (id bigint primary key, body text not null)"));
      return {};
    }).ok());
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  // Lines of 4,000 bytes: a page each.
  void add(int first, int count, bool keep = true) {
    (void)store_->write([&](Tx& tx) -> Result<void> {
      for (int id = first; id < first + count; ++id)
        tx.execute(std::string("insert into lines values ($1, $2)"), std::int64_t(id), std::string(4000, char('a' + id % 26)));
      if (!keep) return Error{ErrorCode::conflict, "error.internal", "taken back"};
      return {};
    });
  }
  static std::int64_t lines(Store& store) {
    return store.read([](Tx& tx) -> Result<std::int64_t> {
      return tx.scalar<std::int64_t>(std::string("select count(*) from lines where length(body) = 4000")).value_or(-1);
    }).value();
  }
  // What is on disk now, opened as after a crash.
  std::int64_t lines_after_a_crash() {
    const fs::path copy = folder_ / "copy";
    fs::remove_all(copy);
    fs::create_directory(copy);
    for (const char* name : {"store.db", "store.db-wal"}) fs::copy_file(folder_ / name, copy / name);
    Options options;
    options.path = (copy / "store.db").string();
    return lines(*Store::open(options, clock_).value());
  }
  std::uintmax_t log_length() const { return fs::file_size(folder_ / "store.db-wal"); }

  const SystemClock clock_;
  fs::path folder_;
  Options options_;
  std::unique_ptr<Store> store_;
};

TEST_F(LogFileTest, a_commit_is_there_for_readers_and_after_a_crash) {
  add(0, 1);
  EXPECT_EQ(lines(*store_), 1);
  EXPECT_EQ(lines_after_a_crash(), 1);
  add(1, 7);
  EXPECT_EQ(lines(*store_), 8);
  EXPECT_EQ(lines_after_a_crash(), 8);
}

TEST_F(LogFileTest, a_commit_larger_than_what_is_gathered_is_whole) {
  add(0, 1500);
  EXPECT_EQ(lines(*store_), 1500);
  EXPECT_EQ(lines_after_a_crash(), 1500);
}

TEST_F(LogFileTest, what_was_taken_back_leaves_nothing_behind_in_the_log) {
  add(0, 3);
  add(3, 1500, false);
  EXPECT_EQ(lines(*store_), 3);
  EXPECT_EQ(lines_after_a_crash(), 3);
  add(3, 2);
  EXPECT_EQ(lines(*store_), 5);
  EXPECT_EQ(lines_after_a_crash(), 5);
}

TEST_F(LogFileTest, the_file_grows_ahead_of_need_and_not_with_each_commit) {
  add(0, 1);
  const auto length = log_length();
  EXPECT_EQ(length % kLogGrowth, 0u);
  for (int id = 1; id < 20; ++id) add(id, 1);
  EXPECT_EQ(log_length(), length);
}

TEST_F(LogFileTest, a_log_that_starts_again_from_its_beginning_holds_no_old_lines) {
  for (int round = 0; round < 12; ++round) add(round * 1000, 1000);  // some 48 MB: more than one run of the log
  EXPECT_EQ(lines(*store_), 12'000);
  EXPECT_EQ(lines_after_a_crash(), 12'000);
}

TEST_F(LogFileTest, a_store_whose_commits_are_not_synced_goes_without_the_layer) {
  store_.reset();
  options_.synchronous = "OFF";
  store_ = Store::open(options_, clock_).value();
  add(0, 5);
  EXPECT_EQ(lines(*store_), 5);
  EXPECT_NE(log_length() % kLogGrowth, 0u);
}

}  // namespace
}  // namespace sahay::db
