#include "desk/snooze/snooze.h"

#include "base/text.h"
#include "desk/snooze/snooze_sql.h"
#include "desk/tickets/tickets.h"

namespace sahay::snooze {
namespace {

std::string key_of(TicketId ticket) { return std::to_string(ticket.value); }

void forget(db::Tx& tx, TicketId ticket) {
  tx.execute(sql::snooze::remove, ticket);
  jobs::cancel(tx, kWake, key_of(ticket));
}

Result<void> reopen(db::Tx& tx, const tickets::Actor& actor, TicketId ticket) {
  tickets::Change change;
  change.status = "open";
  TRY(tickets::update(tx, actor, ticket, std::move(change)));
  return {};
}

}  // namespace

Result<Snooze> rest(db::Tx& tx, const tickets::Actor& actor, TicketId id, Time until) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket) return not_found();
  if (ticket->status_rank >= tickets::status_rank("solved")) return Error{ErrorCode::conflict, "snooze.error.solved"};
  if (until <= tx.now()) return invalid("until_at", "InvalidValue", "snooze.error.past");
  if (until > tx.now() + kLongest) return invalid("until_at", "InvalidValue", "snooze.error.far");
  tickets::Change change;
  change.status = "hold";
  const auto made = TRY(tickets::update(tx, actor, id, std::move(change)));
  const Snooze out{id, until, actor.id, made.event_id ? made.event_id : ticket->last_event_id, tx.now()};
  tx.execute(sql::snooze::save, out.id, out.until_at, out.by_id, out.event_id, out.created_at);
  jobs::set(tx, kWake, key_of(id), until, key_of(id));
  return out;
}

std::optional<Snooze> resting(db::Tx& tx, const tickets::Ticket& ticket) {
  if (ticket.status != "hold" || ticket.deleted_at) return std::nullopt;
  auto found = tx.one<Snooze>(sql::snooze::find, ticket.id);
  if (!found || tx.scalar<std::int64_t>(sql::snooze::status_changed_since, ticket.id, found->event_id)) return std::nullopt;
  return found;
}

Result<void> end(db::Tx& tx, const tickets::Actor& actor, TicketId id) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !resting(tx, *ticket)) return not_found();
  forget(tx, id);
  return reopen(tx, actor, id);
}

Result<void> wake(db::Store& store, const jobs::Job& job) {
  const TicketId id(text::to_integer(job.key).value_or(0));
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    const auto ticket = tickets::find(tx, id);
    const bool rests = ticket && resting(tx, *ticket);
    tx.execute(sql::snooze::remove, id);
    return rests ? reopen(tx, {.via = "system"}, id) : Result<void>();
  });
}

}  // namespace sahay::snooze
