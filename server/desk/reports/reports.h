// The door of reports: figures of a period with their tickets, tables, charts, CSV, and what a wallboard shows.
// Rule of use: every answer is a read; nobody is told of tickets outside their scope, so two people may see two numbers.
// Threading: called once at start; handlers on several workers.
#pragma once

#include <functional>

#include "desk/reports/figure.h"
#include "platform/api/api.h"

namespace sahay::reports {

void add_report_routes(api::Api& api);     // /reports/figures, table, days, arrivals, tickets
void add_wallboard_routes(api::Api& api);  // /reports/wallboard

// How many agents are there now. Set by app/wiring.cc from the floor of routing; empty: not known.
extern std::function<std::int64_t(db::Tx&)> agents_online;

// What a request asks: start and end, or days (the last ones, 28 unless told), time_zone,
// hours, the parameters of dimensions, hour_of_week.
// Errors: invalid, with the name of the parameter.
Result<Question> read_question(const api::Context& context, db::Tx& tx);

}  // namespace sahay::reports
