// Watch: what the live stream asks about a list that a console keeps open. The stream knows no views and the views know
// no stream: they meet here.
// Rule of use: app/wiring.cc sets both from desk/views; while they are empty there is nothing to watch.
// Threading: set once at start; called inside one Tx.
#pragma once

#include <functional>

#include "platform/api/list_query.h"

namespace sahay::tickets {

// The rows ("tickets t") of a view for its reader. Errors: not_found.
extern std::function<Result<api::Where>(db::Tx&, const api::Caller&, std::int64_t view)> watched_rows;
// How many rows those are, and whether that is exact.
struct WatchedCount {
  std::int64_t value = 0;
  bool exact = true;
};
extern std::function<WatchedCount(db::Tx&, const api::Where&)> watched_count;

}  // namespace sahay::tickets
