#include "desk/tickets/note_work.h"

#include "desk/tickets/record.h"

namespace sahay::tickets {

Result<Outcome> note_work(db::Tx& tx, const Actor& actor, TicketId id, std::string_view field, const Json& from, const Json& to, JsonObject why) {
  auto ticket = find(tx, id);
  if (!ticket) return not_found();
  ChangeList changes;
  changes.add(field, from, to);
  ticket->updated_at = tx.now();
  events::Event event = emit_change(tx, "ticket.updated", actor, *ticket, changes, nullptr, {{"why", std::move(why)}});
  save_ticket(tx, *ticket);
  const std::int64_t event_id = event.id;
  return Outcome{std::move(*ticket), event_id, {}, {}, std::move(event)};
}

}  // namespace sahay::tickets
