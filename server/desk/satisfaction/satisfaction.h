// Rating: what the customer thinks of how a request was solved, one a ticket. Offered when the ticket is solved, given by
// its requester while it is solved, and may be changed until the ticket closes.
// Threading: values; verbs inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "desk/tickets/tickets.h"
#include "platform/api/api.h"

namespace sahay::satisfaction {

struct Rating {
  Id<struct RatingTag> id;
  TicketId ticket_id;
  UserId requester_id, assignee_id;
  GroupId group_id;
  std::string score = "offered";  // offered, good, bad
  std::string comment, reason;
  std::int64_t reason_code = 0;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (id, ticket_id, requester_id, assignee_id, group_id, score, comment, reason, reason_code, created_at, updated_at))

struct NewRating {
  std::string score;  // good, bad
  std::string comment, reason;
  std::int64_t reason_code = 0;
};

std::optional<Rating> find_rating(db::Tx& tx, TicketId ticket);
// Errors: not_found (no ticket, or another's), invalid (score, ticket not solved).
Result<Rating> rate(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const NewRating& wanted);
// Consumer "satisfaction" of ticket.updated and ticket.created: a solved public ticket of a customer is offered, once.
void offer_when_solved(db::Tx& tx, const events::Event& event);

void add_satisfaction_routes(api::Api& api);

}  // namespace sahay::satisfaction
