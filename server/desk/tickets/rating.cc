#include "desk/tickets/rating.h"

#include "desk/tickets/rating_sql.h"
#include "desk/tickets/record.h"

namespace sahay::tickets {
namespace {

std::string score_of(const RawJson& shown) {
  const auto parsed = parse_json(shown.text);
  return parsed.ok() && parsed->is_object() ? string_at(parsed->get_object(), "score").value_or("") : "unoffered";
}

}  // namespace

void show_offer(db::Tx& tx, TicketId id, const RawJson& shown) { tx.execute(sql::rating::set, id, shown); }

Result<Outcome> show_rating(db::Tx& tx, const Actor& actor, TicketId id, const RawJson& shown, const JsonObject& rating) {
  auto ticket = find(tx, id);
  if (!ticket) return not_found();
  ChangeList changes;
  changes.add_text("satisfaction_score", score_of(ticket->satisfaction), score_of(shown));
  ticket->satisfaction = shown;
  ticket->updated_at = tx.now();
  events::Event event = emit_change(tx, "ticket.updated", actor, *ticket, changes, nullptr, {{"satisfaction_rating", rating}});
  save_ticket(tx, *ticket);
  tx.execute(sql::rating::set, id, shown);
  const std::int64_t event_id = event.id;
  return Outcome{std::move(*ticket), event_id, {}, {}, std::move(event)};
}

}  // namespace sahay::tickets
