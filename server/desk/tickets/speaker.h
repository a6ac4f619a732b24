// Who may answer the customer now (C11): the speaker of a ticket is bot, human or none, with a version. The first public
// word of a person, by any route, takes it in the transaction of the comment; a bot's word is written only while the
// speaker is the bot at the version that it started from (reply_as_bot).
// Rule of use: first_speaker is set once at start by app/wiring.cc; empty: no bot ever begins.
// Threading: inside one Tx.
#pragma once

#include <functional>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// Whether a bot answers first in a ticket that a customer makes. Quick: it decides by what it keeps in memory.
inline std::function<bool(db::Tx&, const Actor&, const Ticket&, const Comment&)> first_speaker;

// A public word of a person takes the speaker. Costs a look at two texts.
void take_speaker(const Actor& actor, const Comment& comment, Ticket& ticket);
// Somebody assigned it, to whomever: a person speaks now. A rule or the routing that assigns silences nobody: who gets the
// ticket by it may be asleep, and the bot hands over when it comes to its end.
void take_by_hand(const Actor& actor, Ticket& ticket);
// A new ticket: a person who opens it speaks; else the bot, where one is there for it.
void choose_first_speaker(db::Tx& tx, const Actor& actor, const Comment& comment, Ticket& ticket);

}  // namespace sahay::tickets
