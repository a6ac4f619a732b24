// `sahay search rank`: the server's own analysis and ranking over files, in a store that is thrown away.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/verbs.h"
#include "desk/search/trial.h"
#include "platform/db/migrate.h"
#include "platform/db/testing/test_postgres.h"

namespace sahay::app {
namespace {

// A folder that goes with the program.
class ThrowAwayFolder {
 public:
  ThrowAwayFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sahay_rank_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~ThrowAwayFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ThrowAwayFolder(const ThrowAwayFolder&) = delete;
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

Error unreadable(const std::string& path) { return {ErrorCode::unavailable, "error.unavailable", path + " cannot be read"}; }

}  // namespace

Result<int> rank_search(const Command& command) {
  std::ios::sync_with_stdio(false);
  std::ifstream docs(command.docs, std::ios::binary), queries(command.queries, std::ios::binary);
  if (!docs) return unreadable(command.docs);
  if (!queries) return unreadable(command.queries);
  const ThrowAwayFolder folder;
  db::Options options;
  options.path = folder.file("rank.db");
  if (command.engine == "postgres") {
    if (!db::TestPostgres::available()) return Error{ErrorCode::unavailable, "error.unavailable", db::TestPostgres::why_not()};
    options = db::TestPostgres::shared().fresh_database();
  }
  options.synchronous = "OFF";
  options.readers = 1;
  const SystemClock clock;
  const auto store = TRY(db::Store::open(options, clock));
  TRY(db::migrate(*store));
  TRY(search::rank_trial(*store, docs, queries, std::cout));
  return 0;
}

}  // namespace sahay::app
