#include "platform/net/cidr.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sahay::net {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::optional<int> parse_prefix(std::string_view text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most) return {};
  return value;
}

// IANA special-purpose registries (RFC 6890 and successors), as of the release.
const std::vector<Cidr>& closed_ranges() {
  static const std::vector<Cidr> ranges = [] {
    std::vector<Cidr> out;
    for (const char* text :
         {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
          "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
          "224.0.0.0/4", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
          "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"}) {
      out.push_back(*parse_cidr(text));
    }
    return out;
  }();
  return ranges;
}

}  // namespace

bool Address::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), bytes.begin()); }

std::string Address::to_string() const {
  char text[INET6_ADDRSTRLEN];
  if (is_v4()) return inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

std::optional<Address> parse_address(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.empty() || text.size() >= INET6_ADDRSTRLEN) return {};
  char copy[INET6_ADDRSTRLEN];
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = 0;
  if (std::strlen(copy) != text.size()) return {};
  Address out;
  if (inet_pton(AF_INET, copy, out.bytes.data() + 12) == 1) {
    std::copy(kMapped.begin(), kMapped.end(), out.bytes.begin());
    return out;
  }
  if (inet_pton(AF_INET6, copy, out.bytes.data()) == 1) return out;
  return {};
}

bool Cidr::contains(const Address& address) const {
  const std::size_t whole = std::size_t(prefix) / 8;
  if (!std::equal(network.bytes.begin(), network.bytes.begin() + whole, address.bytes.begin())) return false;
  if (prefix % 8 == 0) return true;
  const auto mask = std::uint8_t(0xFF << (8 - prefix % 8));
  return (network.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return {};
  if (slash == std::string_view::npos) return Cidr{*address, 128};
  const bool v4 = address->is_v4() && text.find(':') == std::string_view::npos;
  const auto prefix = parse_prefix(text.substr(slash + 1), v4 ? 32 : 128);
  if (!prefix) return {};
  return Cidr{*address, v4 ? *prefix + 96 : *prefix};
}

CidrList::CidrList(std::span<const std::string> entries, std::vector<std::string>* bad) {
  for (const auto& entry : entries) {
    if (const auto range = parse_cidr(entry)) {
      ranges_.push_back(*range);
    } else if (bad != nullptr) {
      bad->push_back(entry);
    }
  }
}

bool CidrList::contains(const Address& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Cidr& range) { return range.contains(address); });
}

bool is_public(const Address& address) {
  // ::/96 holds the unspecified address, loopback and the obsolete IPv4-compatible form.
  static const Cidr compatible = *parse_cidr("::/96");
  if (compatible.contains(address)) return false;
  const auto& closed = closed_ranges();
  return std::none_of(closed.begin(), closed.end(), [&](const Cidr& range) { return range.contains(address); });
}

}  // namespace sahay::net
