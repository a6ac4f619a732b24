// Copies every row of one database into another of the same schema, whatever their engines: backups of PostgreSQL are
// SQLite files, and a backup of either is restored into either.
// Rule of use: both migrated by this program; `to` holds nothing but what migrations put there (it is replaced). One
// snapshot is read, one transaction is written: afterwards `to` holds everything or nothing new.
// Threading: the calling thread, which must not be inside a transaction, and one thread of its own for reading.
#pragma once

#include "platform/db/store.h"

namespace sahay::db {

struct Copied {
  int tables = 0;
  std::int64_t rows = 0;
};

// Errors: unavailable (schemas differ, neither store is SQLite, or a failing statement), reason in detail.
Result<Copied> copy_rows(Store& from, Store& to);

}  // namespace sahay::db
