#include <algorithm>

#include "desk/tickets/comment_sql.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/tickets.h"

namespace sahay::tickets {

std::optional<Ticket> find(db::Tx& tx, TicketId id) { return id ? tx.one<Ticket>(sql::ticket::find, id) : std::nullopt; }

std::optional<Ticket> find_even_deleted(db::Tx& tx, TicketId id) {
  return id ? tx.one<Ticket>(sql::ticket::find_even_deleted, id) : std::nullopt;
}

std::optional<Ticket> find_current(db::Tx& tx, TicketId id) {
  auto ticket = find(tx, id);
  // Merges form chains; the bound guards against a ring made by hand.
  for (int hops = 0; ticket && ticket->merged_into && hops < 20; ++hops) ticket = find(tx, ticket->merged_into);
  return ticket;
}

std::vector<Comment> comments(db::Tx& tx, TicketId id, bool public_only) {
  return tx.all<Comment>(public_only ? sql::comment::public_of_ticket : sql::comment::of_ticket, id);
}

std::optional<Comment> find_comment(db::Tx& tx, CommentId id) { return tx.one<Comment>(sql::comment::find, id); }

std::vector<Attachment> attachments_of_ticket(db::Tx& tx, TicketId id) {
  return tx.all<Attachment>(sql::comment::attachments_of_ticket, id);
}

std::vector<Attachment> attachments_of_comment(db::Tx& tx, CommentId id) {
  return tx.all<Attachment>(sql::comment::attachments_of_comment, id);
}

std::vector<events::Event> history(db::Tx& tx, TicketId id) { return tx.all<events::Event>(sql::ticket::history, id); }

std::vector<Ticket> of_requester(db::Tx& tx, UserId requester, int limit) {
  return tx.all<Ticket>(sql::ticket::of_requester, requester, limit);
}

bool is_participant(db::Tx& tx, const Ticket& ticket, UserId id) {
  const auto listed = [&](const std::vector<std::int64_t>& ids) { return std::find(ids.begin(), ids.end(), id.value) != ids.end(); };
  if (!id) return false;
  if (ticket.requester_id == id || listed(ticket.collaborator_ids) || listed(ticket.email_cc_ids) || listed(ticket.follower_ids)) return true;
  const auto user = people::find_user(tx, id);
  if (!user || !user->active) return false;
  if (user->staff()) return true;
  return ticket.organization_id && user->organization_id == ticket.organization_id;
}

}  // namespace sahay::tickets
