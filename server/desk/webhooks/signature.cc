#include "desk/webhooks/signature.h"

#include "base/text.h"

namespace sahay::webhooks {

std::string field_signature(std::string_view secret, std::string_view timestamp, std::string_view body) {
  return text::to_base64(text::hmac_sha256(secret, std::string(timestamp).append(body)));
}

std::string standard_signature(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body) {
  const std::string key = text::from_base64(secret).value_or(std::string(secret));
  std::string content(id);
  content.append(".").append(std::to_string(seconds)).append(".").append(body);
  return "v1," + text::to_base64(text::hmac_sha256(key, content));
}

http::Headers signature_headers(const Webhook& webhook, std::string_view invocation, std::string_view body, Time now) {
  http::Headers out;
  const std::string at = to_iso8601(now);
  out.emplace("X-Zendesk-Account-Id", "1");
  out.emplace("X-Zendesk-Webhook-Id", webhook.code);
  out.emplace("X-Zendesk-Webhook-Invocation-Id", invocation);
  out.emplace("X-Zendesk-Webhook-Signature-Timestamp", at);
  out.emplace("X-Zendesk-Webhook-Signature", field_signature(webhook.secret, at, body));
  std::string standard = standard_signature(webhook.secret, invocation, now.seconds(), body);
  if (!webhook.old_secret.empty() && webhook.old_secret_until > now)
    standard += " " + standard_signature(webhook.old_secret, invocation, now.seconds(), body);
  out.emplace("webhook-id", invocation);
  out.emplace("webhook-timestamp", std::to_string(now.seconds()));
  out.emplace("webhook-signature", std::move(standard));
  return out;
}

}  // namespace sahay::webhooks
