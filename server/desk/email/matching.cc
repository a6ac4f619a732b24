#include "desk/email/matching.h"

#include <algorithm>

#include "base/text.h"
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

// Whose token it is; nobody's when it proves nothing: then it is no more than a number.
UserId owner_of(const Tokens& tokens, const PlusAddress& address, const tickets::Ticket& ticket) {
  for (const UserId user : participants(ticket))
    if (tokens.proves_reply(address, user)) return user;
  return {};
}

std::optional<TicketId> ticket_of(db::Tx& tx, const Clue& clue, InboxId inbox) {
  if (clue.kind == Clue::Kind::token) return TicketId(clue.address.id);
  if (clue.kind == Clue::Kind::own_id) return clue.own.ticket;
  if (clue.kind == Clue::Kind::tag) return clue.tagged;
  const auto cursor =
      tx.run(sql::raw_mail::tickets_of_id, std::vector<db::Param>{db::to_param(clue.foreign), db::to_param(inbox)});
  if (!cursor->next()) return std::nullopt;
  const TicketId found(cursor->integer(0));
  // An id that several tickets share says nothing.
  if (cursor->next()) return std::nullopt;
  return found;
}

// What a token is worth in the hands of this sender.
Match by_token(db::Tx& tx, tickets::Ticket ticket, UserId owner, const Sender& sender) {
  Match out{std::move(ticket)};
  if (sender.user && sender.user->id == owner) {
    out.own_token = true;
    return out;
  }
  out.others_token = true;
  const auto holder = people::find_user(tx, owner);
  if (sender.user && sender.user->staff()) {
    if (sender.trust != Trust::verified) out.standing = Standing::agent_unproven;
  } else if (!holder || holder->staff()) {
    // Mails to staff may hold private notes: who answers one with another name has it from somewhere.
    out.standing = Standing::stranger;
  }
  return out;
}

Standing by_participation(db::Tx& tx, const tickets::Ticket& ticket, Clue::Kind kind, const Sender& sender) {
  if (!sender.user || !tickets::is_participant(tx, ticket, sender.user->id)) return Standing::stranger;
  if (sender.trust == Trust::verified) return Standing::joins;
  if (sender.user->staff()) return Standing::agent_unproven;
  // A number is easily guessed.
  if (kind == Clue::Kind::tag) return Standing::unproven;
  if (sender.trust == Trust::forged) return Standing::unproven;
  // Our own ids cannot be guessed; those of others travel far. Something has to stand behind such a sender where that
  // could be asked, and who was proven here before has to be proven again.
  if (kind != Clue::Kind::foreign_id) return Standing::joins;
  const bool was_proven = tx.scalar<std::int64_t>(sql::raw_mail::was_verified, sender.address, ticket.id).has_value();
  return was_proven || sender.backing == Backing::none ? Standing::unproven : Standing::joins;
}

// Tokens of this inbox before those of others: a mail to two inboxes is one message in each ticket (rule 42).
std::vector<const Clue*> in_order(const std::vector<Clue>& clues, std::string_view inbox) {
  std::vector<const Clue*> out;
  for (const Clue& clue : clues) out.push_back(&clue);
  std::stable_sort(out.begin(), out.end(), [&](const Clue* a, const Clue* b) {
    const auto rank = [&](const Clue* c) {
      return c->kind != Clue::Kind::token ? 2 : text::equal_ignoring_case(c->address.inbox, inbox) ? 0 : 1;
    };
    return rank(a) < rank(b);
  });
  return out;
}

}  // namespace

std::optional<Match> find_match(db::Tx& tx, const Tokens& tokens, const std::vector<Clue>& clues, const Inbox& inbox,
                                const Sender& sender) {
  std::optional<Match> suggestion;
  for (const Clue* clue : in_order(clues, inbox.address)) {
    const auto id = ticket_of(tx, *clue, inbox.id);
    const auto named = id ? tickets::find_even_deleted(tx, *id) : std::nullopt;
    if (!named) continue;
    const bool token = clue->kind == Clue::Kind::token;
    const UserId owner = token ? owner_of(tokens, clue->address, *named) : UserId{};
    if (token && !owner) continue;
    auto today = tickets::find_current(tx, named->id);
    if (!today) continue;
    Match match;
    if (token) {
      match = by_token(tx, std::move(*today), owner, sender);
    } else {
      match.standing = by_participation(tx, *today, clue->kind, sender);
      match.ticket = std::move(*today);
    }
    if (match.standing == Standing::joins) return match;
    if (!suggestion) suggestion = std::move(match);
  }
  return suggestion;
}

}  // namespace sahay::email
