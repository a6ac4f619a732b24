// Undo of send: POST /tickets/{id}/comments/{comment}/undo takes back what its writer sent from the console, as long as
// every copy of it still waits (deliver.h). The answer holds what the draft needs to be whole again.
// Threading: called once at start.
#pragma once

#include "base/clock.h"
#include "platform/api/api.h"

namespace sahay::channels {

void add_undo_route(api::Api& api, Duration undo);

}  // namespace sahay::channels
