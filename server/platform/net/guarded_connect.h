// The one way out for connections whose address a user or a mail may have chosen: webhooks, avatars, feeds.
// Resolves once, refuses when any address of the name lies in an inner network (unless allow-listed), and connects to an
// address that was checked: a second look-up with another answer (DNS rebinding) has no chance.
// Threading: blocking; from any thread that may block.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/net/cidr.h"

namespace sahay::net {

struct GuardOptions {
  std::vector<std::string> allowed_networks;         // CIDR that may be reached although they are not public
  std::vector<std::uint16_t> allowed_ports;          // empty: all but those of mail and other line protocols
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{20'000};   // of a whole exchange, look-up included
  std::size_t most_bytes = 1 << 20;                  // of an answer
};

// The addresses of a host that may be used. forbidden: an address is inside; unavailable: cannot be resolved.
Result<std::vector<Address>> guarded_resolve(const std::string& host, const GuardOptions& options);

// A connected, non-blocking, close-on-exec descriptor; the caller closes it. Errors as above, and unavailable with the
// reason when nothing answers in time.
struct GuardedConnection {
  int descriptor = -1;
  Address address;
};
Result<GuardedConnection> guarded_connect(const std::string& host, std::uint16_t port, const GuardOptions& options);

}  // namespace sahay::net
