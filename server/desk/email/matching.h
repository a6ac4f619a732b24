// Matching: what the clues of a mail are worth: the ticket it joins, or the ticket it only may belong to.
// Rule of use: a From header, a number and an In-Reply-To are no credentials. Joining needs the proven token of a
// participant, or an id of the ticket in the mail of a participant; staff have to be proven (their own token or a
// verified sender), and so has everybody who only names a number, or who was proven in this ticket before.
// Threading: inside one Tx.
#pragma once

#include <optional>

#include "desk/email/prepared.h"
#include "desk/email/threading.h"
#include "desk/tickets/tickets.h"

namespace sahay::email {

struct Match {
  tickets::Ticket ticket;  // as it is today: merges are followed
  enum class Standing { joins, stranger, agent_unproven, unproven } standing = Standing::joins;
  bool own_token = false;      // the sender's own: as good as a password
  bool others_token = false;   // somebody's of the ticket: it may be read, but who writes is not proven
};

// Who sends: the person known by the address of From, if any, and what is known of the address.
struct Sender {
  std::optional<people::User> user;
  std::string address;  // address_key
  Trust trust = Trust::unknown;
  Backing backing = Backing::not_looked;
};

std::optional<Match> find_match(db::Tx& tx, const Tokens& tokens, const std::vector<Clue>& clues, const Inbox& inbox,
                                const Sender& sender);

}  // namespace sahay::email
