// One line for tests: a migrated store in a temporary folder with a clock that the test moves.
//   TempStore temp;   temp->write([&](db::Tx& tx) -> Result<void> { ... });   temp.clock.advance(1h);
// Threading: as Store.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "platform/db/migrate.h"
#include "platform/db/store.h"

namespace sahay::db {

// 2024-01-02 03:04:05 UTC, a Tuesday.
inline constexpr Time kTestStart = Time::from_seconds(1'704'164'645);

class TempStore {
 public:
  explicit TempStore(bool migrated = true, Options options = {}) {
    std::string pattern = (std::filesystem::temp_directory_path() / "sahay_test_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    if (options.path.empty()) options.path = (folder_ / "store.db").string();
    auto opened = Store::open(options, clock);
    if (!opened.ok()) throw std::runtime_error(opened.error().detail);
    store_ = std::move(opened).value();
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

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  const std::filesystem::path& folder() const { return folder_; }

  ManualClock clock{kTestStart};

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace sahay::db
