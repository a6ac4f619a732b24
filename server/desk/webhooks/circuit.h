// The circuit breaker of a webhook: after five failures in a row nothing is sent for a minute, then one message tries;
// each failed try doubles the pause up to fifteen minutes, a success closes the circuit. Messages wait, none is lost.
// Rule of use: pure rules over the row; the caller stores it.
// Threading: pure.
#pragma once

#include "desk/webhooks/webhook.h"

namespace sahay::webhooks {

inline constexpr int kFailuresToOpen = 5;

// When a message may be sent: now, or later. Asking while the pause is over lets one message try (half_open).
Time may_send_at(Webhook& webhook, Time now);
void record_success(Webhook& webhook);
void record_failure(Webhook& webhook, std::string_view reason, Time now);

}  // namespace sahay::webhooks
