// What the agents of the demonstration were told of in the last days, as they hear it from the running desk: the events of the
// stories, each at its time, through notifications::hear. What came before this morning they have read.
// Rule of use: after the stories are told, once; the store's clock must be `clock`, which ends at `now`.
// Threading: one caller.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::app {

Result<void> tell_news(db::Store& store, ManualClock& clock, Time now);

}  // namespace sahay::app
