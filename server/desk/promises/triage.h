// Triage: the first decision on a ticket. Instant: answer now, within so many minutes, no updates in between. Analysis:
// the owner names the checkpoint at which the customer hears again; it takes the place of a target for the solution.
// Whether the decision was right is judged when the ticket moves on.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>

#include "desk/promises/promises.h"

namespace sahay::promises {

// On the ticket while it is in analysis: clocks, views and rules see it.
inline constexpr char kAnalysisTag[] = "in_analysis";

struct Decision {
  std::string decision;             // instant, analysis
  std::int64_t target_minutes = 15;  // of instant
  Time checkpoint_at{};             // of analysis
  std::string words{};              // told to the customer instead of the drafted ones
  bool tell = true;
};
// Errors: not_found, invalid (decision, target_minutes, checkpoint_at), conflict (already solved).
Result<std::optional<Promise>> decide(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, Decision wanted);
void judge_triage(db::Tx& tx, const tickets::Ticket& ticket, bool our_word, std::string_view new_status, Time at);

}  // namespace sahay::promises
