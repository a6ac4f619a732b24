#include "desk/email/matching.h"

#include "desk/email/raw_mail_sql.h"

namespace sahay::email {
namespace {

using Standing = Match::Standing;

// Everybody who gets mails of the ticket has a token of their own.
std::vector<UserId> participants(const tickets::Ticket& ticket) {
  std::vector<UserId> out{ticket.requester_id, ticket.assignee_id, ticket.owner_id};
  for (const auto* list : {&ticket.collaborator_ids, &ticket.email_cc_ids, &ticket.follower_ids})
    for (const auto id : *list) out.push_back(UserId(id));
  return out;
}

bool proven(const Tokens& tokens, const PlusAddress& address, const tickets::Ticket& ticket) {
  for (const UserId user : participants(ticket))
    if (tokens.proves_reply(address, user)) return true;
  return false;
}

std::optional<TicketId> ticket_of(db::Tx& tx, const Clue& clue, InboxId inbox) {
  if (clue.kind == Clue::Kind::token) return TicketId(clue.address.id);
  if (clue.kind == Clue::Kind::own_id) return clue.own.ticket;
  const auto cursor =
      tx.run(sql::raw_mail::tickets_of_id, std::vector<db::Param>{db::to_param(clue.foreign), db::to_param(inbox)});
  if (!cursor->next()) return std::nullopt;
  const TicketId found(cursor->integer(0));
  // An id that several tickets share says nothing.
  if (cursor->next()) return std::nullopt;
  return found;
}

Standing standing_of(db::Tx& tx, const tickets::Ticket& ticket, const std::optional<people::User>& sender,
                     Trust trust) {
  if (!sender || !tickets::is_participant(tx, ticket, sender->id)) return Standing::stranger;
  return sender->staff() && trust != Trust::verified ? Standing::agent_unproven : Standing::joins;
}

}  // namespace

std::optional<Match> find_match(db::Tx& tx, const Tokens& tokens, const std::vector<Clue>& clues, InboxId inbox,
                                const std::optional<people::User>& sender, Trust trust) {
  std::optional<Match> suggestion;
  for (const Clue& clue : clues) {
    const auto id = ticket_of(tx, clue, inbox);
    const auto named = id ? tickets::find_even_deleted(tx, *id) : std::nullopt;
    if (!named) continue;
    const bool by_token = clue.kind == Clue::Kind::token;
    // A token that proves nothing is no more than a number: whoever writes it may have guessed it.
    if (by_token && !proven(tokens, clue.address, *named)) continue;
    auto today = tickets::find_current(tx, named->id);
    if (!today) continue;
    const Standing standing = by_token ? Standing::joins : standing_of(tx, *today, sender, trust);
    Match match{std::move(*today), standing, by_token};
    if (standing == Standing::joins) return match;
    if (!suggestion) suggestion = std::move(match);
  }
  return suggestion;
}

}  // namespace sahay::email
