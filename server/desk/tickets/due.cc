#include "desk/tickets/due.h"

#include "desk/tickets/due_sql.h"

namespace sahay::tickets {

void note_next_due(db::Tx& tx, TicketId id, Time due_at) { tx.post(sql::due::set_next_due, id, due_at); }

}  // namespace sahay::tickets
