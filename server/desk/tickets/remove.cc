#include "desk/tickets/link.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_sql.h"

namespace sahay::tickets {

Result<void> remove(db::Tx& tx, const Actor& actor, TicketId id) {
  auto ticket = find(tx, id);
  if (!ticket) return not_found();
  const std::int64_t event = emit_change(tx, "ticket.deleted", actor, *ticket, {}, nullptr).id;
  tx.execute(sql::ticket::mark_deleted, id, tx.now(), actor.id, event);
  return {};
}

Result<Ticket> restore(db::Tx& tx, const Actor& actor, TicketId id) {
  auto ticket = find_even_deleted(tx, id);
  if (!ticket || !ticket->deleted_at) return not_found();
  const std::int64_t event = emit_change(tx, "ticket.restored", actor, *ticket, {}, nullptr).id;
  tx.execute(sql::ticket::mark_restored, id, tx.now(), event);
  return *find(tx, id);
}

Result<void> erase(db::Tx& tx, const Actor& actor, TicketId id) {
  auto ticket = find_even_deleted(tx, id);
  if (!ticket || !ticket->deleted_at) return not_found();
  emit_change(tx, "ticket.erased", actor, *ticket, {}, nullptr);
  for (const db::Query& query : {sql::ticket::erase_comments, sql::ticket::erase_attachments, sql::ticket::erase_tags,
                                 sql::ticket::erase_people, sql::ticket::erase_drafts, sql::ticket::erase_ticket})
    tx.execute(query, id);
  forget_links(tx, id);
  return {};
}

}  // namespace sahay::tickets
