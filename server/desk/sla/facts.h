// Inside sla only: what one event of a ticket says to its clocks.
// Threading: pure.
#pragma once

#include "desk/sla/clock.h"
#include "desk/tickets/tickets.h"

namespace sahay::sla {

// `state` is the fold before the event; `ticket` the row, for the time at which its first word reached us.
Fact fact_of(const events::Event& event, const tickets::Ticket& ticket, const State& state);

}  // namespace sahay::sla
