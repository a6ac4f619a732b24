// The data folder: database, files of comments, lock and control of one help desk. One server at a time holds its lock.
// Rule of use: verbs that may run beside the server (user add, token add, backup) take no lock; serve and restore do.
// Threading: values; a FolderLock belongs to one thread.
#pragma once

#include <memory>
#include <string>

#include "app/config.h"
#include "base/clock.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::app {

struct DataFolder {
  std::string path;

  std::string database() const { return path + "/sahay.db"; }
  std::string files() const { return path + "/files"; }
  std::string mail_key() const { return path + "/mail.key"; }  // of the secrets of mail accounts
  std::string spool() const { return path + "/spool"; }        // what `sahay mail deliver` leaves
  std::string lock() const { return path + "/lock"; }
};

class FolderLock {
 public:
  // Errors: conflict when another process holds it, unavailable when the folder cannot be written; reason in detail.
  static Result<FolderLock> take(const DataFolder& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

// Makes the folder (mode 0700) when it is missing.
Result<void> create_folder(const DataFolder& folder);
// The database that the configuration names, brought to this program's schema and filled with what the API needs to
// exist. Errors: unavailable with the reason in detail.
Result<std::unique_ptr<db::Store>> open_desk(const Config& config, const DataFolder& folder, const Clock& clock);
// The same without changing anything: for doctor. Errors: also not_found when there is no database yet.
Result<std::unique_ptr<db::Store>> open_as_it_is(const Config& config, const DataFolder& folder, const Clock& clock);

}  // namespace sahay::app
