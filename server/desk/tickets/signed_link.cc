#include "desk/tickets/signed_link.h"

#include "base/text.h"

namespace sahay::tickets {
namespace {

constexpr std::size_t kMacLetters = 22;  // 132 bits
constexpr std::size_t kLongestToken = 100;

std::string mac(const Secret& key, std::string_view purpose, const SignedLink& link) {
  const std::string signed_words = std::string(purpose) + " " + std::to_string(link.ticket.value) + " " + std::to_string(link.reader.value) + " " + std::to_string(link.at.micros);
  return text::to_base64url(text::hmac_sha256(key.reveal(), signed_words)).substr(0, kMacLetters);
}

}  // namespace

std::string link_token(const Secret& key, std::string_view purpose, const SignedLink& link) {
  return std::to_string(link.ticket.value) + "." + std::to_string(link.reader.value) + "." + std::to_string(link.at.micros) + "." + mac(key, purpose, link);
}

std::optional<SignedLink> read_link(const Secret& key, std::string_view purpose, std::string_view token) {
  if (token.size() > kLongestToken) return std::nullopt;
  const auto parts = text::split(token, '.');
  if (parts.size() != 4) return std::nullopt;
  const auto ticket = text::to_integer(parts[0]), reader = text::to_integer(parts[1]), at = text::to_integer(parts[2]);
  if (!ticket || !reader || !at) return std::nullopt;
  const SignedLink link{TicketId(*ticket), UserId(*reader), Time{*at}};
  if (!text::equal_constant_time(parts[3], mac(key, purpose, link))) return std::nullopt;
  return link;
}

}  // namespace sahay::tickets
