#include "desk/tickets/import.h"

#include <algorithm>

#include "desk/tickets/record.h"
#include "desk/tickets/speaker.h"
#include "desk/tickets/ticket_sql.h"

namespace sahay::tickets {
namespace {

JsonObject at_time(Time time) { return {{"at", to_iso8601(time)}}; }

// One event a comment, so that the history reads as it was.
Result<Time> add_comment(db::Tx& tx, const Actor& actor, Ticket& ticket, NewComment wanted) {
  if (!wanted.author) wanted.author = ticket.requester_id;
  if (!wanted.created_at) wanted.created_at = ticket.created_at;
  if (wanted.channel.empty()) wanted.channel = ticket.channel;
  Comment comment = TRY(write_comment(tx, actor, ticket, std::move(wanted)));
  if (comment.is_public) ticket.is_public = true;
  take_speaker(actor, comment, ticket);
  emit_change(tx, "ticket.updated", actor, ticket, {}, &comment, at_time(comment.created_at));
  return comment.created_at;
}

}  // namespace

Result<Outcome> import_ticket(db::Tx& tx, Actor actor, ImportedTicket wanted) {
  actor.via = kImport;
  if (wanted.ticket.channel.empty()) wanted.ticket.channel = "api";
  if (!wanted.ticket.comment.created_at) wanted.ticket.comment.created_at = wanted.ticket.created_at ? wanted.ticket.created_at : tx.now();
  if (!wanted.ticket.created_at) wanted.ticket.created_at = wanted.ticket.comment.created_at;
  Outcome outcome = TRY(create(tx, actor, std::move(wanted.ticket)));
  Ticket& ticket = outcome.ticket;
  Time newest = ticket.created_at;
  for (NewComment& comment : wanted.comments) newest = std::max(newest, TRY(add_comment(tx, actor, ticket, std::move(comment))));
  ticket.updated_at = wanted.updated_at ? wanted.updated_at : std::max(newest, wanted.solved_at);
  if (ticket.status_rank >= status_rank("solved")) ticket.solved_at = wanted.solved_at ? wanted.solved_at : ticket.updated_at;
  save_ticket(tx, ticket);
  tx.execute(sql::ticket::mark_imported, ticket.id, tx.now());
  return outcome;
}

}  // namespace sahay::tickets
