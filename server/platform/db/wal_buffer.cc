#include "platform/db/wal_buffer.h"

#include <sqlite3.h>

#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace sahay::db {
namespace {

// The largest write that SQLite's file on Unix passes on as it is.
constexpr std::size_t kGathered = 0x1ffff;
constexpr char kName[] = "sahay-wal";

sqlite3_vfs* below() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
  return found;
}

// SQLite gives the memory; the real file's object stands behind this one.
struct WalFile {
  sqlite3_file base;  // must come first: SQLite sees only this
  std::vector<char>* gathered;
  sqlite3_int64 begin;  // where the first gathered byte belongs

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods* methods() { return real()->pMethods; }

  int write_out() {
    if (gathered->empty()) return SQLITE_OK;
    const int code = methods()->xWrite(real(), gathered->data(), int(gathered->size()), begin);
    // What could not be written is given up: SQLite rolls back and writes the same place again.
    gathered->clear();
    return code;
  }
};

WalFile& self(sqlite3_file* file) { return *reinterpret_cast<WalFile*>(file); }

int close_file(sqlite3_file* file) {
  WalFile& wal = self(file);
  const int written = wal.write_out();
  const int closed = wal.methods()->xClose(wal.real());
  delete wal.gathered;
  wal.gathered = nullptr;
  return written != SQLITE_OK ? written : closed;
}

int read_bytes(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  WalFile& wal = self(file);
  if (const int code = wal.write_out(); code != SQLITE_OK) return code;
  return wal.methods()->xRead(wal.real(), to, size, at);
}

int write_bytes(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  WalFile& wal = self(file);
  auto& gathered = *wal.gathered;
  const bool follows = gathered.empty() || wal.begin + sqlite3_int64(gathered.size()) == at;
  if (!follows || gathered.size() + std::size_t(size) > kGathered)
    if (const int code = wal.write_out(); code != SQLITE_OK) return code;
  if (gathered.empty()) wal.begin = at;
  try {
    gathered.insert(gathered.end(), static_cast<const char*>(from), static_cast<const char*>(from) + size);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
  return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  WalFile& wal = self(file);
  if (const int code = wal.write_out(); code != SQLITE_OK) return code;
  return wal.methods()->xTruncate(wal.real(), size);
}

int sync(sqlite3_file* file, int flags) {
  WalFile& wal = self(file);
  if (const int code = wal.write_out(); code != SQLITE_OK) return code;
  return wal.methods()->xSync(wal.real(), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  WalFile& wal = self(file);
  if (const int code = wal.write_out(); code != SQLITE_OK) return code;
  return wal.methods()->xFileSize(wal.real(), size);
}

int lock(sqlite3_file* file, int kind) { return self(file).methods()->xLock(self(file).real(), kind); }
int unlock(sqlite3_file* file, int kind) { return self(file).methods()->xUnlock(self(file).real(), kind); }
int is_locked(sqlite3_file* file, int* out) { return self(file).methods()->xCheckReservedLock(self(file).real(), out); }
int control(sqlite3_file* file, int what, void* argument) {
  return self(file).methods()->xFileControl(self(file).real(), what, argument);
}
int sector_size(sqlite3_file* file) { return self(file).methods()->xSectorSize(self(file).real()); }
int characteristics(sqlite3_file* file) { return self(file).methods()->xDeviceCharacteristics(self(file).real()); }

constexpr sqlite3_io_methods kMethods = {
    1, close_file, read_bytes, write_bytes, truncate, sync, file_size, lock, unlock, is_locked, control, sector_size,
    characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

// Only logs are wrapped; everything else is the file below itself.
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  if (!(flags & SQLITE_OPEN_WAL)) return below()->xOpen(below(), name, file, flags, out_flags);
  WalFile& wal = self(file);
  wal.base.pMethods = nullptr;
  wal.gathered = new (std::nothrow) std::vector<char>;
  if (!wal.gathered) return SQLITE_NOMEM;
  std::memset(wal.real(), 0, std::size_t(below()->szOsFile));
  const int code = below()->xOpen(below(), name, wal.real(), flags, out_flags);
  if (code != SQLITE_OK && !wal.methods()) {
    delete wal.gathered;
    wal.gathered = nullptr;
    return code;
  }
  wal.base.pMethods = &kMethods;
  return code;
}

}  // namespace

const char* wal_buffer_layer() {
  static const char* const name = []() -> const char* {
    if (sqlite3_initialize() != SQLITE_OK || !below()) return nullptr;
    static sqlite3_vfs layer = *below();
    layer.zName = kName;
    layer.pNext = nullptr;
    layer.szOsFile = int(sizeof(WalFile)) + below()->szOsFile;
    layer.xOpen = open_file;
    return sqlite3_vfs_register(&layer, 0) == SQLITE_OK ? kName : nullptr;
  }();
  return name;
}

}  // namespace sahay::db
