#include "platform/net/guarded_connect.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "platform/net/dns.h"

namespace sahay::net {
namespace {

// Ports of protocols that would take an HTTP request for commands (the heart of the fetch standard's "bad ports").
constexpr std::uint16_t kLinePorts[] = {7, 9, 11, 13, 15, 17, 19, 21, 22, 23, 25, 53, 69, 79, 110, 111, 113, 119, 123, 135,
                                        137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 532, 540, 543, 544, 548,
                                        554, 556, 563, 587, 601, 636, 993, 995, 2049, 3659, 4190, 5060, 5061, 6000, 6379,
                                        6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211};

Error refused(const std::string& detail) { return {ErrorCode::forbidden, "error.forbidden", detail}; }
Error unreachable(const std::string& detail) { return {ErrorCode::unavailable, "error.unavailable", detail}; }

bool is_allowed_port(std::uint16_t port, const GuardOptions& options) {
  const auto& allowed = options.allowed_ports;
  if (!allowed.empty()) return std::find(allowed.begin(), allowed.end(), port) != allowed.end();
  return port != 0 && std::find(std::begin(kLinePorts), std::end(kLinePorts), port) == std::end(kLinePorts);
}

socklen_t to_socket_address(const Address& address, std::uint16_t port, sockaddr_storage& out) {
  if (address.is_v4()) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(out);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&v4.sin_addr, address.bytes.data() + 12, 4);
    return sizeof v4;
  }
  auto& v6 = reinterpret_cast<sockaddr_in6&>(out);
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  std::memcpy(&v6.sin6_addr, address.bytes.data(), 16);
  return sizeof v6;
}

// 0 or an errno value; the descriptor is open only on 0.
int connect_to(const Address& address, std::uint16_t port, std::chrono::milliseconds timeout, int& descriptor) {
  sockaddr_storage target{};
  const auto size = to_socket_address(address, port, target);
  descriptor = ::socket(target.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return errno;
  int error = 0;
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&target), size) != 0) {
    error = errno;
    if (error == EINPROGRESS) {
      pollfd wait{descriptor, POLLOUT, 0};
      socklen_t length = sizeof error;
      if (::poll(&wait, 1, int(timeout.count())) <= 0) error = ETIMEDOUT;
      else if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0) error = errno;
    }
  }
  if (error != 0) {
    ::close(descriptor);
    descriptor = -1;
    return error;
  }
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return 0;
}

}  // namespace

Result<std::vector<Address>> guarded_resolve(const std::string& host, const GuardOptions& options) {
  const CidrList allowed(options.allowed_networks);
  auto addresses = TRY(resolve(host));
  for (const auto& address : addresses) {
    if (!is_public(address) && !allowed.contains(address)) {
      return refused(host + " leads to the inner address " + address.to_string());
    }
  }
  return addresses;
}

Result<GuardedConnection> guarded_connect(const std::string& host, std::uint16_t port, const GuardOptions& options) {
  if (!is_allowed_port(port, options)) return refused("port " + std::to_string(port) + " is not allowed");
  const auto addresses = TRY(guarded_resolve(host, options));
  constexpr std::size_t kTries = 4;
  int error = 0;
  for (std::size_t i = 0; i < std::min(addresses.size(), kTries); ++i) {
    GuardedConnection connection{-1, addresses[i]};
    error = connect_to(addresses[i], port, options.connect_timeout, connection.descriptor);
    if (error == 0) return connection;
  }
  return unreachable("cannot connect to " + host + ": " + std::strerror(error));
}

}  // namespace sahay::net
