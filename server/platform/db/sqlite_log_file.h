// A layer below SQLite for its write-ahead log: the pages of a commit go to the file in one call instead of two for each
// page, and the file is made longer ahead of need, so that most syncs have no new length to journal. Both halve what the
// kernel does for a commit; what a sync promises stays as it is (docs/decisions/0201).
// Rule of use: open the connection that writes with the name log_gathering_vfs() gives, and only where commits are synced:
// without a sync nothing would say when the pages must be there for others.
// Threading: as the connection, one thread at a time.
#pragma once

namespace sahay::db {

// By how much the log grows; a commit is some tens of kB.
inline constexpr int kLogGrowth = 1 << 20;

// The layer's name for sqlite3_open_v2, registered on first use; null when SQLite has no file layer below it to use.
const char* log_gathering_vfs();

}  // namespace sahay::db
