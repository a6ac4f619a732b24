// Addresses and ranges (CIDR), and the question "may a request that a user caused go there?".
// IPv4 is held as v4-mapped IPv6, so 10.0.0.1 and ::ffff:10.0.0.1 are one address and match the same ranges.
// Threading: values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::net {

struct Address {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Address&) const = default;
  bool is_v4() const;
  std::string to_string() const;  // v4-mapped as dotted decimal
};

// "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; a zone ("%eth0") is refused.
std::optional<Address> parse_address(std::string_view text);

struct Cidr {
  Address network;
  int prefix = 128;  // of the 128-bit form

  bool contains(const Address& address) const;
};

// "10.0.0.0/8", "fd00::/8", or a single address.
std::optional<Cidr> parse_cidr(std::string_view text);

class CidrList {
 public:
  CidrList() = default;
  // Entries that cannot be read are left out and named in `bad`.
  explicit CidrList(std::span<const std::string> entries, std::vector<std::string>* bad = nullptr);
  bool contains(const Address& address) const;
  bool empty() const { return ranges_.empty(); }

 private:
  std::vector<Cidr> ranges_;
};

// False for loopback, private, link-local, unique-local, shared (100.64/10), multicast, reserved, documentation and
// benchmark ranges, 0/8, and for the forms that hide an IPv4 address inside IPv6 (6to4, NAT64, Teredo).
bool is_public(const Address& address);

}  // namespace sahay::net
