// The two signatures of a message, over the body exactly as it is sent.
// Field's own: X-Zendesk-Webhook-Signature = base64(HMAC-SHA256(secret, timestamp + body)), timestamp as ISO 8601.
// Standard Webhooks: webhook-signature = "v1," + base64(HMAC-SHA256(base64-decoded secret, id.timestamp.body)),
// timestamp in seconds; after a rotation the older key signs too, separated by a blank.
// Threading: pure.
#pragma once

#include "desk/webhooks/webhook.h"
#include "platform/http/http.h"

namespace sahay::webhooks {

std::string field_signature(std::string_view secret, std::string_view timestamp, std::string_view body);
std::string standard_signature(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body);
// All headers of both kinds.
http::Headers signature_headers(const Webhook& webhook, std::string_view invocation, std::string_view body, Time now);

}  // namespace sahay::webhooks
