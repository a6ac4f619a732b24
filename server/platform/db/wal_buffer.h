// A file layer below SQLite that writes the pages of a commit to the write-ahead log in one piece instead of two calls a
// page. What is gathered goes to the file before every sync, and SQLite publishes a commit only after its sync, so
// nobody ever looks for bytes that are still here.
// Rule of use: only with synchronous=FULL, where each commit syncs; open with the name that wal_buffer_layer() gives.
// Threading: as SQLite's own files: one connection, one thread at a time.
#pragma once

namespace sahay::db {

// Registers the layer once and answers its name for sqlite3_open_v2; null when SQLite refuses it.
const char* wal_buffer_layer();

}  // namespace sahay::db
