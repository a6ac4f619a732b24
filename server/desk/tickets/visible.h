// Rows of other tables that hang on tickets: seen by whoever sees one of their tickets.
// Threading: pure.
#pragma once

#include "platform/api/list_query.h"

namespace sahay::tickets {

// "(select <selected> from the tickets that the caller sees)" with "?" for each of `values`, which it appends.
std::string of_visible_tickets(const api::Caller& caller, std::string_view selected, std::vector<db::Value>& values);
// Adds "column in (select <selected> from the tickets that the caller sees)".
void add_of_visible_tickets(const api::Caller& caller, api::Where& where, std::string_view column, std::string_view selected = "t.id");

}  // namespace sahay::tickets
