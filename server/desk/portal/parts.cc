#include "desk/portal/parts.h"

#include "desk/portal/request_view.h"
#include "desk/portal/requests.h"
#include "desk/tickets/ticket_case.h"

namespace sahay::portal {

using site::Html;
using site::Markup;
using site::say;

Markup parts_of_message(const site::Settings& settings, const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket) {
  const auto together = ticket.case_id && visitor.user ? tickets::find_case(tx, ticket.case_id) : std::nullopt;
  if (!together || !together->ticket_id) return {};
  const auto seen = [&](TicketId id) { return find_request(tx, id, visitor.user->id); };
  if (ticket.id != together->ticket_id) {
    const auto message = seen(together->ticket_id);
    if (!message) return {};
    return Html().add("<p class=\"m\">{} <a href=\"/requests/{}\" dir=\"auto\">{}</a></p>", say(visitor, "portal.part_of"), message->id.value, message->subject).take();
  }
  std::vector<tickets::Ticket> parts;
  for (const std::int64_t id : together->ticket_ids)
    if (id != ticket.id.value)
      if (auto part = seen(TicketId(id))) parts.push_back(std::move(*part));
  if (parts.empty()) return {};
  return Html().add("<h2>{}</h2>{}", say(visitor, "portal.parts"), request_table(settings, visitor, tx, parts)).take();
}

}  // namespace sahay::portal
