// Hops: who handed a mail to us, or to the server that we trust in front of us. SPF asks about that host and no other.
// Rule of use: a Received field counts only when a trusted server wrote it: the topmost, and the next ones for as long
// as they name trusted servers.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.h"
#include "platform/net/cidr.h"

namespace sahay::email {

// Networks whose servers are ours. None named: all that are not public, and unix sockets.
class TrustedRelays {
 public:
  explicit TrustedRelays(const std::vector<std::string>& networks) : named_(networks) {}
  bool has(const net::Address& address) const { return named_.empty() ? !net::is_public(address) : named_.contains(address); }
  // "192.0.2.1:4711", "[2001:db8::1]:25", "unix"; what cannot be read is trusted by nobody.
  bool has_peer(std::string_view peer) const;

 private:
  net::CidrList named_;
};

std::optional<net::Address> address_of_peer(std::string_view peer);

struct SendingHost {
  net::Address address;
  std::string helo;
};
// The outside host; nothing when it is not known (mail from within, or fetched from a mailbox).
std::optional<SendingHost> sending_host(const mail::Message& message, std::string_view peer, std::string_view helo,
                                        const TrustedRelays& trusted);

// "from mail.x (name [192.0.2.1]) by y": the host that the writer of a Received field saw.
std::optional<SendingHost> read_received(std::string_view value);

}  // namespace sahay::email
