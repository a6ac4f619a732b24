// A large desk for measurements: any number of tickets and comments with made-up texts (made_texts.h), people,
// organizations and groups, written through the same verbs as an import, many to a commit, and indexed for search as it
// goes. Two years of history: what is old is closed, the last days are open. The same numbers give the same desk.
// Rule of use: into an empty desk, while no server runs. Threading: one caller; it starts threads of its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::app {

struct LargeDesk {
  std::int64_t tickets = 0, comments = 0;  // comments: the first texts of tickets included; at least as many as tickets
};
struct LargeDeskReport {
  std::int64_t tickets = 0, comments = 0, text_bytes = 0;
  std::vector<std::vector<std::string>> words;  // of en, ru, bn: two common ones and a rare one
};
using LargeDeskProgress = std::function<void(std::int64_t tickets)>;

// Errors: conflict when there are tickets already.
Result<LargeDeskReport> write_large_desk(db::Store& store, Time now, const LargeDesk& wanted, const LargeDeskProgress& progress);

}  // namespace sahay::app
