#include "desk/webhooks/webhook.h"

#include "base/text.h"

namespace sahay::webhooks {

std::string make_ulid(Time now) {
  static constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out(26, '0');
  auto millis = std::uint64_t(now.micros / 1000);
  for (int i = 9; i >= 0; --i, millis >>= 5) out[std::size_t(i)] = kDigits[millis & 31];
  const std::string random = text::from_base64(text::random_token(16)).value_or(std::string(16, '\0'));
  for (std::size_t i = 0; i < 16; ++i) out[10 + i] = kDigits[static_cast<unsigned char>(random[i]) & 31];
  return out;
}

std::string make_secret() { return text::to_base64(text::from_base64(text::random_token(32)).value_or("")); }

bool subscribes(const Webhook& webhook, std::string_view event_type) {
  for (const std::string& one : webhook.subscriptions) {
    if (one == event_type) return true;
    if (one.ends_with('*') && event_type.starts_with(std::string_view(one).substr(0, one.size() - 1))) return true;
  }
  return false;
}

}  // namespace sahay::webhooks
