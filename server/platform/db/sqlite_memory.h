// Memory for SQLite: it asks for many short-lived pieces of a few sizes (pages, rows, cursors), so each thread keeps what
// it has freed in lists by size, up to a megabyte, and the heap's locks stay out of it.
// Rule of use: once, before the first connection. Sanitized programs keep the heap, which sees more.
// Threading: a piece may be freed by another thread than the one that asked for it.
#pragma once

namespace sahay::db {

// False when SQLite has started already: it keeps the heap then.
bool give_sqlite_its_memory();

}  // namespace sahay::db
