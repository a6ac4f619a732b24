// The door of views: saved lists of tickets, their counts, and what the live stream asks of an open one.
// Rule of use: a view never shows more than its reader may see: the scope of tickets is part of every query.
// Threading: inside one Tx; the count cache is safe from any thread.
#pragma once

#include "desk/tickets/condition.h"
#include "desk/views/column.h"
#include "desk/views/view.h"
#include "platform/api/controller.h"

namespace sahay::views {

const api::Resource<View>& view_resource();

// The rows of a view for its reader.
api::Where rows_of(const tickets::Conditions& conditions, const api::Caller& caller, Time now);
// For the stream: the rows of a view by its number. Errors: not_found (unknown, hidden or switched off).
Result<api::Where> watched_rows(db::Tx& tx, const api::Caller& caller, std::int64_t view);

// Exact up to kExact; above, kExact + 1 stands for "more". A count that took long is kept for two seconds.
inline constexpr std::int64_t kExact = 10'000;
struct Count {
  std::int64_t value = 0;
  bool fresh = true;
  std::string pretty() const { return value > kExact ? std::to_string(kExact) + "+" : std::to_string(value); }
};
Count count(db::Tx& tx, const api::Where& where);

// The views of a new desk, written once.
void create_first_views(db::Tx& tx);
void create_watch_views(db::Tx& tx);  // what stands still, what is passed around

void add_view_routes(api::Api& api);
void add_row_routes(api::Api& api);  // tickets, execute, preview, counts

}  // namespace sahay::views
