// Rating: what the customer thinks of how a request was solved, one a ticket. Offered when the ticket is solved, given by
// its requester while it is solved, and may be changed until the ticket closes.
// Threading: values; verbs inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "desk/channels/letter_addition.h"
#include "desk/site/settings.h"
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
  std::int64_t stars = 0;         // 1 to 5; 0 = none given
  std::string solved;             // "did this solve it?": yes, no, "" = not answered
};
BOOST_DESCRIBE_STRUCT(Rating, (), (id, ticket_id, requester_id, assignee_id, group_id, score, comment, reason, reason_code, created_at, updated_at, stars, solved))

struct NewRating {
  std::string score{};  // good, bad; "" = as the stars or the answer say
  std::string comment{}, reason{};
  std::int64_t reason_code = 0;
  std::int64_t stars = 0;
  std::string solved{};
};
// One or two stars are bad.
std::string score_of(const NewRating& wanted);

std::optional<Rating> find_rating(db::Tx& tx, TicketId ticket);
// Errors: not_found (no ticket, or another's), invalid (score, ticket not solved).
Result<Rating> rate(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const NewRating& wanted);
// "Did this solve it?": yes closes the ticket, no opens it again with the customer's words; either is its rating too.
// Errors: as rate(); conflict (the ticket is not solved any more).
Result<Rating> answer(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewRating wanted);
// Consumer "satisfaction" of ticket.updated, ticket.created and mood.changed: a solved public ticket of a customer is
// offered, once. Held back while the customer is not calm, and offered when they are calm again.
void offer_when_solved(db::Tx& tx, const events::Event& event);

// The link of a letter: names ticket and reader, and holds as long as the ticket stays solved as it was.
class SolvedLinks {
 public:
  explicit SolvedLinks(Secret secret) : secret_(std::move(secret)) {}
  std::string token(const tickets::Ticket& ticket, UserId reader) const;
  struct Named {
    tickets::Ticket ticket;
    people::User reader;
    bool holds = false;  // still solved, and not answered
  };
  std::optional<Named> find(db::Tx& tx, std::string_view token) const;

 private:
  const Secret secret_;
};
// Below the letter that tells of a solution: the question with two links. Nothing while the customer is not calm.
channels::LetterAddition ask_in_letter(const SolvedLinks& links, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader);
// /solved/{token}: a GET asks, only a POST acts: scanners of mailboxes open every link.
void add_solved_pages(http::Router& router, db::Store& store, const site::Settings& settings, const SolvedLinks& links);

void add_satisfaction_routes(api::Api& api);
// Conditions "satisfaction_score" and "did_this_solve_it", action "ask_if_solved".
void add_rating_rules(const SolvedLinks& links);
// Pure. The customer's answer: "yes", "no", "waiting", "asked_again" (a rule asked once more), "not_asked".
std::string answer_of(const std::optional<Rating>& rating, bool asked_again);

}  // namespace sahay::satisfaction
