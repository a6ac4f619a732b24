// Inside tickets only: the routes of cases and of the split sheet, which add_split_routes() adds together, and what they
// ask of floors above.
// Threading: the functions are set once at start.
#pragma once

#include <functional>

#include "base/i18n.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

const api::Resource<Case>& case_rows();
void add_case_routes(api::Api& api);

}  // namespace sahay::tickets
