#include "desk/email/hops.h"

#include "base/text.h"

namespace sahay::email {
namespace {

constexpr int kMostHops = 10;

// The first "[address]" of a text.
std::optional<net::Address> bracketed(std::string_view text) {
  const auto open = text.find('['), close = text.find(']', open);
  if (open == text.npos || close == text.npos) return std::nullopt;
  std::string_view inner = text.substr(open + 1, close - open - 1);
  if (text::starts_with_ignoring_case(inner, "IPv6:")) inner.remove_prefix(5);
  return net::parse_address(inner);
}

// The text of the first comment, without what is nested in it cut off.
std::string_view first_comment(std::string_view text) {
  const auto open = text.find('(');
  if (open == text.npos) return {};
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return text.substr(open + 1, i - open - 1);
  }
  return {};
}

}  // namespace

std::optional<net::Address> address_of_peer(std::string_view peer) {
  if (const auto whole = net::parse_address(peer)) return whole;
  const auto colon = peer.rfind(':');
  return colon == peer.npos ? std::nullopt : net::parse_address(peer.substr(0, colon));
}

bool TrustedRelays::has_peer(std::string_view peer) const {
  if (peer == "unix") return true;
  const auto address = address_of_peer(peer);
  return address && has(*address);
}

std::optional<SendingHost> read_received(std::string_view value) {
  value = text::trim(value);
  if (!text::starts_with_ignoring_case(value, "from ")) return std::nullopt;
  std::string_view from = text::trim(value.substr(5));
  const std::string_view name = from.substr(0, from.find_first_of(" \t("));
  const std::string_view comment = first_comment(from.substr(name.size()));
  // Sendmail and Postfix: helo (name [address]); Exim: name ([address] helo=helo), [address] (helo=helo).
  auto address = bracketed(comment);
  if (!address) address = bracketed(name);
  if (!address) return std::nullopt;
  SendingHost out{*address, std::string(name)};
  if (const auto helo = comment.find("helo="); helo != comment.npos) {
    const std::string_view rest = comment.substr(helo + 5);
    out.helo = rest.substr(0, rest.find_first_of(" \t)"));
  }
  return out;
}

std::optional<SendingHost> sending_host(const mail::Message& message, std::string_view peer, std::string_view helo,
                                        const TrustedRelays& trusted) {
  if (peer != "unix") {
    const auto address = address_of_peer(peer);
    if (!address) return std::nullopt;
    if (!trusted.has(*address)) return SendingHost{*address, std::string(helo)};
  }
  int hops = 0;
  for (const auto& field : message.headers) {
    if (!text::equal_ignoring_case(field.name, "Received")) continue;
    if (++hops > kMostHops) return std::nullopt;
    auto host = read_received(field.value);
    if (!host) return std::nullopt;
    if (!trusted.has(host->address)) return host;
  }
  return std::nullopt;
}

}  // namespace sahay::email
