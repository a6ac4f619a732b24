// Revisions of a trigger: what it was after each change, read back from the record of administrative changes.
// Rule of use: those who may manage rules see them; a trigger that is no more has none.
// Threading: inside a read.
#pragma once

#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "platform/db/store.h"

namespace sahay::automation {

struct Revision {
  std::int64_t id = 0, author_id = 0;
  Time created_at;
  JsonObject snapshot;  // title, description, active, conditions, actions, ...
};
// Newest first; `now`: the trigger as it is written on the wire.
std::vector<Revision> revisions_of(db::Tx& tx, std::int64_t trigger, JsonObject now);

}  // namespace sahay::automation
