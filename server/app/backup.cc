// backup: the mails that wait in the spool, a consistent copy of the database, then the files. In this order every file
// that a row of the copy names is there: files are stored before their rows and never changed; and every mail that
// `sahay mail deliver` took before the backup began is in the spool or in the database of the copy, perhaps in both, which
// counts once. restore: the other way, into an empty data folder only.
// The copy is a SQLite file whatever the engine, so a desk also moves from one engine to the other by these two verbs.
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "app/data_folder.h"
#include "app/first_rows.h"
#include "app/verbs.h"
#include "platform/db/copy.h"
#include "platform/db/migrate.h"

namespace sahay::app {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& what) { return {ErrorCode::unavailable, "error.unavailable", what}; }

bool is_empty_folder(const fs::path& path) {
  std::error_code ignored;
  return !fs::exists(path, ignored) || (fs::is_directory(path, ignored) && fs::is_empty(path, ignored));
}

Result<void> sync_path(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!synced) return failed("cannot write " + path.string() + " to disk");
  return {};
}

// The waiting mails; one that the server takes meanwhile is in the database by then (its commit comes before its removal).
Result<int> copy_spool(const fs::path& from, const fs::path& to) {
  int copied = 0;
  if (!fs::exists(from)) return copied;
  fs::create_directories(to);
  fs::permissions(to, fs::perms::owner_all);
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.')) continue;  // being written; nobody was told that it is kept
    std::error_code failure;
    fs::copy_file(entry.path(), to / name, failure);
    if (failure == std::errc::no_such_file_or_directory) continue;
    if (failure) return failed("cannot copy " + entry.path().string() + ": " + failure.message());
    TRY(sync_path(to / name));
    ++copied;
  }
  TRY(sync_path(to));
  return copied;
}

// Copies every file below `from` and waits for the disk; the number of files.
Result<int> copy_files(const fs::path& from, const fs::path& to) {
  int copied = 0;
  fs::create_directories(to);
  if (!fs::exists(from)) return copied;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = to / fs::relative(entry.path(), from);
    if (entry.is_directory()) {
      fs::create_directories(target);
    } else if (entry.is_regular_file()) {
      // A name that begins with a dot is being written now; no row names it yet.
      if (entry.path().filename().string().starts_with('.')) continue;
      fs::copy_file(entry.path(), target);
      TRY(sync_path(target));
      ++copied;
    }
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(to))
    if (entry.is_directory()) TRY(sync_path(entry.path()));
  TRY(sync_path(to));
  return copied;
}

// The configuration, and the key without which the secrets of mail accounts do not open.
Result<void> copy_config(const DataFolder& from, const DataFolder& to) {
  for (const char* name : {"sahay.toml", "mail.key"}) {
    const fs::path source = fs::path(from.path) / name, target = fs::path(to.path) / name;
    if (!fs::exists(source)) continue;
    fs::copy_file(source, target);
    TRY(sync_path(target));
  }
  return {};
}

Result<std::unique_ptr<db::Store>> open_file(const std::string& path, const Clock& clock) {
  db::Options options;
  options.path = path;
  auto store = TRY(db::Store::open(options, clock));
  TRY(db::migrate(*store));
  return store;
}

Result<void> copy_to_file(db::Store& store, const std::string& path, const Clock& clock) {
  const auto file = TRY(open_file(path, clock));
  TRY(db::copy_rows(store, *file));
  return {};
}

// `path` may be of an older version and is removed afterwards.
Result<void> copy_from_file(const std::string& path, const Config& config, const DataFolder& folder, const Clock& clock) {
  const auto store = TRY(open_as_it_is(config, folder, clock));
  TRY(db::migrate(*store));
  if (store->read([](db::Tx& tx) { return has_first_rows(tx); }))
    return failed("the PostgreSQL database holds a help desk already; name an empty one");
  {
    const auto file = TRY(open_file(path, clock));
    TRY(db::copy_rows(*file, *store));
  }
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
  return {};
}

std::string waiting_mails(int count) { return count > 0 ? ", " + std::to_string(count) + " mails that wait in the spool" : ""; }

}  // namespace

Result<int> back_up(const Command& command, const Config& config) {
  if (!is_empty_folder(command.archive)) return failed(command.archive + " is not empty; name a new folder");
  const DataFolder folder{command.data};
  const DataFolder archive{command.archive};
  const SystemClock clock;
  const auto store = TRY(open_as_it_is(config, folder, clock));
  TRY(create_folder(archive));
  const int waiting = TRY(copy_spool(folder.spool(), archive.spool()));
  TRY(store->engine() == db::Engine::sqlite ? store->backup_to(archive.database())
                                            : copy_to_file(*store, archive.database(), clock));
  const int files = TRY(copy_files(folder.files(), archive.files()));
  TRY(copy_config(folder, archive));
  TRY(sync_path(archive.path));
  std::cout << "The backup is complete: " << archive.path << " (database and " << files << " files" << waiting_mails(waiting) << ")\n";
  return 0;
}

Result<int> restore(const Command& command, const Config& config) {
  const DataFolder folder{command.data};
  const DataFolder archive{command.archive};
  std::error_code ignored;
  if (!fs::exists(archive.database(), ignored)) return failed(archive.path + " holds no backup (no sahay.db)");
  if (!is_empty_folder(folder.path))
    return failed(folder.path + " is not empty; a backup is restored into a new folder only");
  TRY(create_folder(folder));
  const auto lock = TRY(FolderLock::take(folder));
  const int files = TRY(copy_files(archive.files(), folder.files()));
  const int waiting = TRY(copy_spool(archive.spool(), folder.spool()));
  TRY(copy_config(archive, folder));
  // The database comes last and by rename, so that an interrupted restore is no half help desk.
  const std::string unfinished = folder.database() + ".unfinished";
  fs::copy_file(archive.database(), unfinished);
  TRY(sync_path(unfinished));
  const SystemClock clock;
  if (config.database.url.empty()) fs::rename(unfinished, folder.database());
  else TRY(copy_from_file(unfinished, config, folder, clock));
  TRY(sync_path(folder.path));
  TRY(open_desk(config, folder, clock));
  std::cout << "Restored into " << folder.path << " (database and " << files << " files" << waiting_mails(waiting) << ")\n";
  return 0;
}

}  // namespace sahay::app
