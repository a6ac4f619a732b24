// Where workers sleep and set/add wake them, one per store.
// Threading: any thread.
#pragma once

#include "platform/db/bell.h"

namespace sahay::jobs {

struct WaitingRoom {
  db::Bell bell;
};

}  // namespace sahay::jobs
