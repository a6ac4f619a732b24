// Inside procedures only: rows and events.
// Threading: inside one Tx.
#pragma once

#include "desk/procedures/procedures.h"

namespace sahay::procedures {

void save_run(db::Tx& tx, Run& run);
void insert_step(db::Tx& tx, const StepRow& row);
// An event of a run, subject = its ticket.
void tell(db::Tx& tx, const tickets::Actor& actor, const Run& run, std::string_view what);
// The run ends when nothing of it is open any more, and is open again when something is.
void settle(db::Tx& tx, const tickets::Actor& actor, Run& run, const Definition& definition);

}  // namespace sahay::procedures
