#include "app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "app/first_rows.h"
#include "platform/db/migrate.h"

namespace sahay::app {
namespace {

Error unavailable(std::string detail) { return {ErrorCode::unavailable, "error.unavailable", std::move(detail)}; }

db::Options store_options(const Config& config, const DataFolder& folder) {
  db::Options options;
  if (!config.database.url.empty()) {
    options.engine = db::Engine::postgres;
    options.path = config.database.url;
  } else {
    options.path = folder.database();
  }
  // The power-cut rig proves its own worth with a database that does not wait for the disk.
  if (const char* synchronous = std::getenv("SAHAY_SYNCHRONOUS")) options.synchronous = synchronous;
  return options;
}

}  // namespace

Result<FolderLock> FolderLock::take(const DataFolder& folder) {
  const int fd = ::open(folder.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return unavailable("cannot write " + folder.lock() + ": " + std::strerror(errno));
  FolderLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    return Error{ErrorCode::conflict, "error.unavailable", "another sahay runs on the data folder " + folder.path};
  return lock;
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> create_folder(const DataFolder& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder.path, error)) return {};
  const auto parent = std::filesystem::absolute(folder.path).parent_path();
  std::filesystem::create_directories(parent, error);
  if (::mkdir(folder.path.c_str(), 0700) != 0 && errno != EEXIST)
    return unavailable("cannot make the data folder " + folder.path + ": " + std::strerror(errno));
  return {};
}

Result<std::unique_ptr<db::Store>> open_desk(const Config& config, const DataFolder& folder, const Clock& clock) {
  TRY(create_folder(folder));
  auto store = TRY(db::Store::open(store_options(config, folder), clock));
  TRY(db::migrate(*store));
  const bool empty = store->read([](db::Tx& tx) { return !has_first_rows(tx); });
  if (empty) TRY(store->write([](db::Tx& tx) { return create_first_rows(tx); }));
  return store;
}

Result<std::unique_ptr<db::Store>> open_as_it_is(const Config& config, const DataFolder& folder, const Clock& clock) {
  std::error_code ignored;
  if (config.database.url.empty() && !std::filesystem::exists(folder.database(), ignored))
    return not_found("there is no help desk in " + folder.path + " yet (sahay init --data " + folder.path + ")");
  return db::Store::open(store_options(config, folder), clock);
}

}  // namespace sahay::app
