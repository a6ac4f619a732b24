#include "desk/tickets/spam.h"

#include "desk/tickets/spam_sql.h"

namespace sahay::tickets {

Result<bool> mark_as_spam(db::Tx& tx, const Actor& actor, TicketId id) {
  const auto ticket = find(tx, id);
  if (!ticket) return not_found();
  TRY(remove(tx, actor, id));
  const auto requester = people::find_user(tx, ticket->requester_id);
  if (!requester || requester->staff() || requester->suspended) return false;
  tx.execute(sql::spam::suspend, requester->id, tx.now());
  people::end_sessions_of(tx, requester->id);
  return true;
}

Result<void> unmark_as_spam(db::Tx& tx, const Actor& actor, TicketId id, bool suspended) {
  const Ticket ticket = TRY(restore(tx, actor, id));
  if (suspended) tx.execute(sql::spam::unsuspend, ticket.requester_id, tx.now());
  return {};
}

}  // namespace sahay::tickets
