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

class TempStore {
 public:
  explicit TempStore(bool migrated = true, Options options = options_by_environment()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "sahay_test_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    if (options.path.empty()) options.path = (folder_ / "store.db").string();
    options_ = options;
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
