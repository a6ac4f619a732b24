#include "desk/webhooks/circuit.h"

namespace sahay::webhooks {
namespace {

constexpr std::int64_t kFirstPause = 60, kLongestPause = 900;

}  // namespace

Time may_send_at(Webhook& webhook, Time now) {
  if (webhook.circuit == "closed") return now;
  if (webhook.circuit_until > now) return webhook.circuit_until;
  // While one message tries, the others wait; a try that never ends (a killed process) is followed by the next.
  webhook.circuit = "half_open";
  webhook.circuit_until = now + std::chrono::seconds(30);
  return now;
}

void record_success(Webhook& webhook) {
  webhook.circuit = "closed";
  webhook.failures = webhook.circuit_pause = 0;
  webhook.circuit_until = {};
  webhook.last_error.clear();
}

void record_failure(Webhook& webhook, std::string_view reason, Time now) {
  webhook.last_error = reason;
  ++webhook.failures;
  if (webhook.failures < kFailuresToOpen) return;
  webhook.circuit_pause = webhook.circuit_pause == 0 ? kFirstPause : std::min(kLongestPause, webhook.circuit_pause * 2);
  webhook.circuit = "open";
  webhook.circuit_until = now + std::chrono::seconds(webhook.circuit_pause);
}

}  // namespace sahay::webhooks
