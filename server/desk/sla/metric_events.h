// Inside sla only: notes of the fold as events of the wire (/incremental/ticket_metric_events).
// Threading: pure.
#pragma once

#include "desk/sla/clock.h"

namespace sahay::sla {

// A JSON list of {"metric","instance_id","type","time",...}; "" when there is nothing to tell. An item's id is the row's
// id times kItemsOfRow plus its place.
std::string metric_events_json(const std::vector<Note>& notes, const Rules& rules);
inline constexpr std::int64_t kItemsOfRow = 128;

}  // namespace sahay::sla
