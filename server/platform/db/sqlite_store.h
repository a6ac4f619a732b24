// The embedded store: a pool of readers, each on its own snapshot, and one writing connection, on which the callers
// commit in groups, in turns.
// Rule of use: made by Store::open only.
// Threading: as Store.
#pragma once

#include <memory>

#include "platform/db/store.h"

namespace sahay::db {

// Throws Failure::broken.
std::unique_ptr<Store> open_sqlite(const Options& options, const Clock& clock);

}  // namespace sahay::db
