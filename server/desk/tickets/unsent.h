// Public words of ours that their writer may still take back (undo of send): nobody outside of the desk hears of them
// before their time is over, neither customers on their pages nor programs by webhooks.
// Threading: leaves_at is set once before serving; functions inside one Tx.
#pragma once

#include <functional>
#include <vector>

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// When a word of staff leaves the desk. Set by app/wiring.cc; empty: at once.
extern std::function<Time(const Ticket&, const Comment&)> leaves_at;

// Until when it is held; none when nothing holds it, or no more.
Time held_until(db::Tx& tx, const Ticket& ticket, const Comment& comment);
// The words of a ticket that are held now.
std::vector<CommentId> held_comments(db::Tx& tx, const Ticket& ticket);
// Whether what an event said was taken back: the comment that it brought is no more, though its ticket is.
bool was_taken_back(db::Tx& tx, std::int64_t event_id);

}  // namespace sahay::tickets
