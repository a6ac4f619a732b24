// Brings a database to the schema of this program: server/migrations/NNNN_name.sql in order, each in one transaction,
// recorded with its checksum. Forward only.
// Rule of use: once at start, before anything else touches the store.
// Threading: one caller; two processes that start together are ordered by the database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::db {

struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view checksum;
  std::string_view text;
};
// Sorted by number; generated.
const std::vector<Migration>& embedded_migrations();

// Applies what is missing; the number of migrations applied. Errors (unavailable, reason in detail): a failing
// statement, an applied migration whose text has changed, a database that is newer than this program.
Result<int> migrate(Store& store);
Result<int> migrate(Store& store, const std::vector<Migration>& migrations);

// The highest applied number; 0 for an empty database.
Result<int> schema_version(Store& store);

}  // namespace sahay::db
