// What travels with a ticket: lines that a hand-over packet prints (facts, done steps), and what its parts take along when it
// is split.
// Rule of use: filled once at start by app/wiring.cc; whoever hands over or splits goes through the lists.
// Threading: called inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/i18n.h"
#include "desk/tickets/tickets.h"

namespace sahay::tickets {

struct PacketReader {
  i18n::Language language;
  std::string time_zone;
};
using PacketLines = std::function<std::vector<std::string>(db::Tx&, const Ticket&, const PacketReader&)>;
inline std::vector<PacketLines> packet_lines;

// Called for each ticket made of a part of `from`.
using AfterSplit = std::function<void(db::Tx&, const Actor&, TicketId from, TicketId made)>;
inline std::vector<AfterSplit> after_split;

}  // namespace sahay::tickets
