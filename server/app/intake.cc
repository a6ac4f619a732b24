#include "app/intake.h"

#include "desk/channels/deliver.h"
#include "desk/channels/delivery.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/tickets/split_message.h"
#include "desk/tickets/take_back.h"

namespace sahay::app {
namespace {

std::string expected_when(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language, Time due) {
  const Time at = due ? due : promises::next_step(tx, ticket, language).when;
  if (!at || at <= tx.now()) return "";
  const auto customer = people::find_user(tx, ticket.requester_id);
  return promises::when_words(language, at, tx.now(), promises::zone_of(customer ? &*customer : nullptr));
}

Result<void> promise_part(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, Time due) {
  TRY(promises::make(tx, actor, ticket, {.due_at = due}));
  return {};
}

}  // namespace

// The split sheet tells customers when they hear from us and can take its message back while it waits.
Intake::Intake(const Parts& parts, Duration undo) : parts_(parts) {
  tickets::expected_when = expected_when;
  tickets::expected_of = [](db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) { return promises::next_step(tx, ticket, language).words; };
  tickets::promise_part = promise_part;
  tickets::take_message_back = [undo](db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket, const tickets::Comment& comment) {
    const Duration window = channels::undo_window(ticket, comment, undo);
    if (comment.author_id != actor.id || window <= Duration::zero() || tx.now() >= comment.created_at + window || !channels::withdraw(tx, comment.id)) return false;
    return tickets::take_back(tx, actor, ticket.id, comment.id).ok();
  };
}

void Intake::add_routes() {}

}  // namespace sahay::app
