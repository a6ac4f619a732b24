// The server store: readers on snapshots of their own, one writer connection per process that commits in groups. Write
// transactions of all processes take turns under one lock, so every fn sees what the last one left, as with SQLite.
// Rule of use: made by Store::open only.
// Threading: as Store.
#pragma once

#include <memory>

#include "platform/db/store.h"

namespace sahay::db {

// Throws Failure::broken.
std::unique_ptr<Store> open_postgres(const Options& options, const Clock& clock);

}  // namespace sahay::db
