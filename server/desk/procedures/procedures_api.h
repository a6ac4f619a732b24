// Routes: /procedures with versions, publishing, the shipped ones and statistics; /tickets/{id}/procedure_runs and
// /procedure_runs; what the console's read of a ticket carries; what rules know and do of procedures.
// Threading: called once at start.
#pragma once

#include "desk/procedures/book.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::procedures {

const api::Resource<Procedure>& procedure_resource();
void add_procedure_routes(api::Api& api, Book& book);
void add_run_routes(api::Api& api);
void add_statistics_routes(api::Api& api);
void add_shipped_routes(api::Api& api, Book& book);
void add_console_part();
void add_rule_parts();

// The twelve that come with the program, as a choice: makes and publishes those of these keys (none: all) that are not there
// yet, for tickets with their tag. Gives the number made. Errors: invalid keys.
Result<int> load_shipped(db::Tx& tx, const tickets::Actor& actor, const std::vector<std::string>& keys);

}  // namespace sahay::procedures
