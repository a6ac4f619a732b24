// Housekeeping of the word index: passages become a segment when enough are waiting, small segments become larger ones.
// The work is cut into short transactions; a killed run leaves a half-written segment that the next one deletes.
// Rule of use: the job kTidyJob (app/wiring.cc) calls tidy(); one at a time.
// Threading: a worker's thread, outside of any Tx.
#pragma once

#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::search {

inline constexpr char kTidyJob[] = "search.tidy";
inline constexpr std::int64_t kTidyEvery = 256;   // passages between two looks
inline constexpr std::int64_t kPassagesWaiting = 1024;

struct TidyLimits {
  std::int64_t waiting = kPassagesWaiting;  // fewer stay where they are
  std::size_t fan_in = 6;                   // segments of one level that become one of the next
};
Result<void> tidy(db::Store& store, const TidyLimits& limits = {});

}  // namespace sahay::search
