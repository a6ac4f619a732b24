#include "platform/db/sqlite_log_file.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <new>
#include <vector>

namespace sahay::db {
namespace {

constexpr std::size_t kMostGathered = 1 << 20;
// SQLite's own layer writes no more than 128 kB less a byte in one call.
constexpr std::size_t kMostWritten = 64 * 1024;
constexpr std::array<char, kMostWritten> kNothing{};

// SQLite gives the memory; the file of the layer below stands right behind.
struct LogFile : sqlite3_file {
  std::vector<char>* gathered;  // not yet in the file
  sqlite3_int64 begin;          // where it belongs
  sqlite3_int64 length;         // of the file

  sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  sqlite3_int64 end() const { return begin + sqlite3_int64(gathered->size()); }
  int put_down();
  void lengthen();
};
static_assert(sizeof(LogFile) % 8 == 0);

LogFile& log_of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }
sqlite3_file* below(sqlite3_file* file) { return log_of(file).below(); }

int LogFile::put_down() {
  int code = SQLITE_OK;
  for (std::size_t at = 0; at < gathered->size() && code == SQLITE_OK; at += kMostWritten) {
    const std::size_t part = std::min(kMostWritten, gathered->size() - at);
    code = below()->pMethods->xWrite(below(), gathered->data() + at, int(part), begin + sqlite3_int64(at));
  }
  if (gathered->empty() || code != SQLITE_OK) return code;
  const bool longer = end() > length;
  length = std::max(length, end());
  gathered->clear();
  if (longer) lengthen();
  return SQLITE_OK;
}

// Zeros are no frames: whoever reads the log after a crash ends there. A disk too full for them is no failure yet.
void LogFile::lengthen() {
  const sqlite3_int64 wanted = (length / kLogGrowth + 1) * kLogGrowth;
  while (length < wanted) {
    const int part = int(std::min<sqlite3_int64>(wanted - length, kNothing.size()));
    if (below()->pMethods->xWrite(below(), kNothing.data(), part, length) != SQLITE_OK) return;
    length += part;
  }
}

int close_log(sqlite3_file* file) {
  LogFile& log = log_of(file);
  const int written = log.put_down();
  delete log.gathered;
  const int closed = log.below()->pMethods->xClose(log.below());
  return written != SQLITE_OK ? written : closed;
}

int write_log(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  LogFile& log = log_of(file);
  if (!log.gathered->empty() && (at != log.end() || log.gathered->size() >= kMostGathered))
    if (const int code = log.put_down(); code != SQLITE_OK) return code;
  if (log.gathered->empty()) log.begin = at;
  try {
    const char* const first = static_cast<const char*>(bytes);
    log.gathered->insert(log.gathered->end(), first, first + count);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
  return SQLITE_OK;
}

int read_log(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
  const int code = log_of(file).put_down();
  return code != SQLITE_OK ? code : below(file)->pMethods->xRead(below(file), bytes, count, at);
}

int sync_log(sqlite3_file* file, int flags) {
  const int code = log_of(file).put_down();
  return code != SQLITE_OK ? code : below(file)->pMethods->xSync(below(file), flags);
}

int truncate_log(sqlite3_file* file, sqlite3_int64 length) {
  LogFile& log = log_of(file);
  if (const int code = log.put_down(); code != SQLITE_OK) return code;
  const int code = below(file)->pMethods->xTruncate(below(file), length);
  if (code == SQLITE_OK) log.length = length;
  return code;
}

int size_of_log(sqlite3_file* file, sqlite3_int64* length) {
  const int code = log_of(file).put_down();
  return code != SQLITE_OK ? code : below(file)->pMethods->xFileSize(below(file), length);
}

const sqlite3_io_methods kLogMethods = [] {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = close_log;
  methods.xRead = read_log;
  methods.xWrite = write_log;
  methods.xTruncate = truncate_log;
  methods.xSync = sync_log;
  methods.xFileSize = size_of_log;
  methods.xLock = [](sqlite3_file* file, int level) { return below(file)->pMethods->xLock(below(file), level); };
  methods.xUnlock = [](sqlite3_file* file, int level) { return below(file)->pMethods->xUnlock(below(file), level); };
  methods.xCheckReservedLock = [](sqlite3_file* file, int* held) {
    return below(file)->pMethods->xCheckReservedLock(below(file), held);
  };
  methods.xFileControl = [](sqlite3_file* file, int what, void* value) {
    return below(file)->pMethods->xFileControl(below(file), what, value);
  };
  methods.xSectorSize = [](sqlite3_file* file) { return below(file)->pMethods->xSectorSize(below(file)); };
  methods.xDeviceCharacteristics = [](sqlite3_file* file) {
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
  };
  return methods;
}();

sqlite3_vfs* layer_below(sqlite3_vfs* layer) { return static_cast<sqlite3_vfs*>(layer->pAppData); }

// Everything but logs is the business of the layer below alone.
int open_file(sqlite3_vfs* layer, const char* name, sqlite3_file* file, int flags, int* got) {
  sqlite3_vfs* const lower = layer_below(layer);
  if (!(flags & SQLITE_OPEN_WAL)) return lower->xOpen(lower, name, file, flags, got);
  LogFile& log = log_of(file);
  log.pMethods = nullptr;
  log.gathered = nullptr;
  log.begin = log.length = 0;
  if (const int code = lower->xOpen(lower, name, log.below(), flags, got); code != SQLITE_OK) return code;
  log.gathered = new (std::nothrow) std::vector<char>;
  if (!log.gathered || log.below()->pMethods->xFileSize(log.below(), &log.length) != SQLITE_OK) {
    delete log.gathered;
    log.below()->pMethods->xClose(log.below());
    return SQLITE_CANTOPEN;
  }
  log.pMethods = &kLogMethods;
  return SQLITE_OK;
}

}  // namespace

const char* log_gathering_vfs() {
  static const char* const name = []() -> const char* {
    sqlite3_vfs* const lower = sqlite3_vfs_find(nullptr);
    if (!lower) return nullptr;
    static sqlite3_vfs layer;
    layer = *lower;
    layer.zName = "sahay-log";
    layer.szOsFile = int(sizeof(LogFile)) + lower->szOsFile;
    layer.pAppData = lower;
    layer.pNext = nullptr;
    layer.xOpen = open_file;
    return sqlite3_vfs_register(&layer, 0) == SQLITE_OK ? layer.zName : nullptr;
  }();
  return name;
}

}  // namespace sahay::db
