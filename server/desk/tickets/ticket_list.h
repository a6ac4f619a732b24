// Lists of tickets on the wire, as list_reply() gives them, with the rows' JSON kept between requests (kept_rows.h): the
// page itself is a query of ids and versions.
// Threading: inside a read.
#pragma once

#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

Result<api::Reply> list_tickets(api::Context& context, db::Tx& tx, api::Where where, const api::Sort& sort);

// "tickets":[...] beside other rows, those that the caller may see, in order of id.
void write_tickets(api::Context& context, db::Tx& tx, const std::vector<std::int64_t>& ids, JsonWriter& writer);

}  // namespace sahay::tickets
