#include "desk/chat/address_limit.h"

#include "platform/net/cidr.h"

namespace sahay::chat {
namespace {

constexpr std::size_t kNetworkBytes = 8;

}  // namespace

std::string source_of(const std::string& address) {
  static const net::CidrList loopback(std::vector<std::string>{"127.0.0.0/8", "::1"});
  const auto parsed = net::parse_address(address);
  if (!parsed || loopback.contains(*parsed)) return {};
  if (parsed->is_v4()) return parsed->to_string();
  return std::string(parsed->bytes.begin(), parsed->bytes.begin() + kNetworkBytes);
}

bool AddressLimit::allows(RateLimit& limit, const std::string& address, Time now) {
  const std::string key = source_of(address);
  return key.empty() || limit.allows(key, now);
}

}  // namespace sahay::chat
