#include "desk/tickets/watch.h"

namespace sahay::tickets {

std::function<Result<api::Where>(db::Tx&, const api::Caller&, std::int64_t view)> watched_rows;
std::function<WatchedCount(db::Tx&, const api::Where&)> watched_count;

}  // namespace sahay::tickets
