// One line for tests: a migrated store in a temporary folder with a clock that the test moves.
//   TempStore temp;   temp->write([&](db::Tx& tx) -> Result<void> { ... });   temp.clock.advance(1h);
// SAHAY_TEST_DB=postgres makes every TempStore a database of the test program's own PostgreSQL server; a suite that
// runs on both gives Options (see test_postgres.h).
// Threading: as Store.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "platform/db/migrate.h"
#include "platform/db/store.h"
#include "platform/db/testing/test_postgres.h"

namespace sahay::db {

// 2024-01-02 03:04:05 UTC, a Tuesday.
inline constexpr Time kTestStart = Time::from_seconds(1'704'164'645);

// An empty file of today's tables, migrated once for each test program; every other store begins with a copy of it.
class MigratedFile {
 public:
  static const std::filesystem::path& path() {
    static MigratedFile file;
    return file.path_;
  }
  ~MigratedFile() {
    std::error_code ignored;
    std::filesystem::remove_all(path_.parent_path(), ignored);
  }
  MigratedFile(const MigratedFile&) = delete;

 private:
  MigratedFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sahay_tables_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = std::filesystem::path(pattern) / "store.db";
    Options options;
    options.path = path_.string();
    ManualClock clock{kTestStart};
    auto opened = Store::open(options, clock);
    if (!opened.ok()) throw std::runtime_error(opened.error().detail);
    const auto done = migrate(*opened.value());
    if (!done.ok()) throw std::runtime_error(done.error().detail);
  }

  std::filesystem::path path_;
};

class TempStore {
 public:
  explicit TempStore(bool migrated = true, Options options = options_by_environment()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "sahay_test_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    const bool own_file = options.engine == Engine::sqlite && options.path.empty();
    if (options.path.empty()) options.path = (folder_ / "store.db").string();
    options_ = options;
    if (migrated && own_file) std::filesystem::copy_file(MigratedFile::path(), options_.path);
    open();
    if (!migrated) return;
    const auto done = migrate(*store_);
    if (!done.ok()) throw std::runtime_error(done.error().detail);
  }
  ~TempStore() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TempStore(const TempStore&) = delete;

  static Options options_by_environment() {
    const char* wanted = std::getenv("SAHAY_TEST_DB");
    return wanted && std::string_view(wanted) == "postgres" ? TestPostgres::shared().fresh_database() : Options{};
  }
  // Closes the store and opens it again, as a restart of the program.
  void reopen() {
    store_.reset();
    open();
  }

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  const std::filesystem::path& folder() const { return folder_; }

  ManualClock clock{kTestStart};

 private:
  void open() {
    auto opened = Store::open(options_, clock);
    if (!opened.ok()) throw std::runtime_error(opened.error().detail);
    store_ = std::move(opened).value();
  }

  Options options_;
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace sahay::db
