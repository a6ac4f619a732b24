// Matching: what the clues of a mail are worth: the ticket it joins, or the ticket it only may belong to.
// Rule of use: a From header, a number and an In-Reply-To are no credentials. Joining needs the proven token of a
// participant, or an id of the ticket in the mail of a participant; staff have to be proven (token or verified sender).
// Threading: inside one Tx.
#pragma once

#include <optional>

#include "desk/email/prepared.h"
#include "desk/email/threading.h"
#include "desk/tickets/tickets.h"

namespace sahay::email {

struct Match {
  tickets::Ticket ticket;  // as it is today: merges are followed
  enum class Standing { joins, stranger, agent_unproven } standing = Standing::joins;
  bool by_token = false;
};

std::optional<Match> find_match(db::Tx& tx, const Tokens& tokens, const std::vector<Clue>& clues, InboxId inbox,
                                const std::optional<people::User>& sender, Trust trust);

}  // namespace sahay::email
