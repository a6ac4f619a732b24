#include "platform/db/store.h"

#include "platform/db/postgres_store.h"
#include "platform/db/sqlite_store.h"

namespace sahay::db {

Result<std::unique_ptr<Store>> Store::open(const Options& options, const Clock& clock) {
  try {
    return options.engine == Engine::sqlite ? open_sqlite(options, clock) : open_postgres(options, clock);
  } catch (const Failure& e) {
    return Error{ErrorCode::unavailable, "error.unavailable", e.what()};
  }
}

}  // namespace sahay::db
