#include "desk/tickets/own_change.h"

#include "desk/tickets/record.h"

namespace sahay::tickets {

Result<Ticket> note_own_changes(db::Tx& tx, const Actor& actor, TicketId id, const std::vector<OwnChange>& made) {
  auto ticket = find(tx, id);
  if (!ticket) return not_found();
  ChangeList changes;
  for (const OwnChange& change : made) changes.add_text(change.field, change.from, change.to);
  if (changes.empty()) return std::move(*ticket);
  ticket->updated_at = tx.now();
  emit_change(tx, "ticket.updated", actor, *ticket, changes, nullptr);
  save_ticket(tx, *ticket);
  return std::move(*ticket);
}

}  // namespace sahay::tickets
