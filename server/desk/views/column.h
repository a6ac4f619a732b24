// Column: what a view can show, sort and group by; one table for all three.
// Threading: immutable after start.
#pragma once

#include <map>

#include "desk/tickets/ticket_field.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::views {

struct Column {
  std::string id;
  std::string order;     // SQL; "" = cannot be sorted by
  bool is_text = false;  // the order compares texts
  std::function<void(JsonWriter&, const tickets::Ticket&, const api::Context&)> write;  // one or more keys of a row
};
const std::vector<Column>& columns();
// By any of the names that clients use ("created", "created_at"); custom fields are "custom_fields_<id>" or the number.
const Column* find_column(std::string_view name);
std::int64_t custom_field_of(std::string_view name);  // 0: it is none

// The order of rows: by group first where both orders can be said as one key.
api::Sort order_of(std::string_view group_by, std::string_view group_order, std::string_view sort_by, std::string_view sort_order);

// "columns", "fields", "custom_fields", "group", "sort", ... of a view.
struct Execution {
  RawJson columns;
  std::string group_by, group_order, sort_by, sort_order;
};
void write_execution(JsonWriter& writer, const api::Context& context, const Execution& execution, const std::vector<tickets::TicketField>& own);
void write_columns(JsonWriter& writer, const api::Context& context, const RawJson& columns, const std::vector<tickets::TicketField>& own);

}  // namespace sahay::views
