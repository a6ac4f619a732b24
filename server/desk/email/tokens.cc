#include "desk/email/tokens.h"

#include "base/text.h"

namespace sahay::email {
namespace {

constexpr std::size_t kMacLength = 26;  // 128 bits in base32

std::string base32(std::string_view bytes) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const unsigned char c : bytes) {
    bits = (bits << 8) | c;
    for (count += 8; count >= 5; count -= 5) out += kAlphabet[(bits >> (count - 5)) & 31];
    bits &= (1u << count) - 1;
  }
  if (count > 0) out += kAlphabet[(bits << (5 - count)) & 31];
  return out;
}

std::string number(std::int64_t value) { return std::to_string(value); }

// "12.token" -> both; nothing when it has another form.
bool split_numbered(std::string_view s, std::int64_t& id, std::string& token) {
  const auto dot = s.find('.');
  if (dot == s.npos || dot > 16 || s.size() - dot - 1 != kMacLength) return false;
  const auto value = text::to_integer(s.substr(0, dot));
  if (!value || *value <= 0) return false;
  id = *value;
  token = s.substr(dot + 1);
  return true;
}

}  // namespace

std::optional<PlusAddress> parse_plus_address(std::string_view address) {
  const std::string lower = text::lower_ascii(text::trim(address));
  const auto at = lower.rfind('@');
  const auto plus = lower.rfind('+', at);
  if (at == lower.npos || plus == lower.npos || plus + 2 > at) return std::nullopt;
  const std::string_view part = std::string_view(lower).substr(plus + 1, at - plus - 1);
  PlusAddress out;
  if (part[0] == 't')
    out.kind = PlusAddress::Kind::reply;
  else if (part[0] == 'b')
    out.kind = PlusAddress::Kind::bounce;
  else
    return std::nullopt;
  if (!split_numbered(part.substr(1), out.id, out.token)) return std::nullopt;
  out.inbox = lower.substr(0, plus) + lower.substr(at);
  return out;
}

std::string without_plus(std::string_view address) {
  std::string lower = text::lower_ascii(text::trim(address));
  const auto at = lower.rfind('@');
  const auto plus = lower.find('+');
  if (at != lower.npos && plus != lower.npos && plus > 0 && plus < at) lower.erase(plus, at - plus);
  return lower;
}

std::string Tokens::mac(std::string_view purpose, std::string_view what) const {
  return base32(text::hmac_sha256(secret_.reveal(), std::string(purpose) + ":" + std::string(what)).substr(0, 16));
}

std::string Tokens::message_id(TicketId ticket, CommentId comment, std::string_view kind) const {
  const std::string name = number(ticket.value) + "." + number(comment.value);
  // Another kind (an acknowledgement of the same comment, a letter of a delivery) is another mail; its kind is the letter in front.
  const std::string prefix = kind == "c" ? "t" : std::string(kind.substr(0, 1));
  return prefix + "." + name + "." + mac("message-id", prefix + "." + name) + "@" + domain_;
}

std::optional<OwnMessageId> Tokens::read_message_id(std::string_view id) const {
  id = text::trim(id);
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  const auto at = id.rfind('@');
  if (at == id.npos || id.size() > 200 || !text::equal_ignoring_case(id.substr(at + 1), domain_)) return std::nullopt;
  const auto parts = text::split(id.substr(0, at), '.');
  if (parts.size() != 4 || (parts[0] != "t" && parts[0] != "a" && parts[0] != "d")) return std::nullopt;
  const auto ticket = text::to_integer(parts[1]), comment = text::to_integer(parts[2]);
  if (!ticket || !comment || *ticket <= 0) return std::nullopt;
  const std::string expected =
      mac("message-id", std::string(parts[0]) + "." + number(*ticket) + "." + number(*comment));
  if (!text::equal_constant_time(expected, parts[3])) return std::nullopt;
  return OwnMessageId{TicketId(*ticket), CommentId(*comment)};
}

std::string Tokens::check_id() const {
  const std::string random = text::lower_ascii(text::to_hex(text::random_token(12)).substr(0, 24));
  return "k." + random + "." + mac("check", random) + "@" + domain_;
}

bool Tokens::is_check_id(std::string_view id) const {
  const auto parts = text::split(id.substr(0, id.rfind('@')), '.');
  return parts.size() == 3 && parts[0] == "k" && parts[1].size() == 24 &&
         text::equal_constant_time(mac("check", parts[1]), parts[2]);
}

std::string Tokens::reply_address(std::string_view inbox, TicketId ticket, UserId participant) const {
  const auto at = inbox.rfind('@');
  return std::string(inbox.substr(0, at)) + "+t" + number(ticket.value) + "." +
         mac("reply", number(ticket.value) + "." + number(participant.value)) + std::string(inbox.substr(at));
}

bool Tokens::proves_reply(const PlusAddress& address, UserId participant) const {
  return address.kind == PlusAddress::Kind::reply && participant &&
         text::equal_constant_time(mac("reply", number(address.id) + "." + number(participant.value)), address.token);
}

std::string Tokens::bounce_address(std::string_view inbox, std::int64_t delivery) const {
  const auto at = inbox.rfind('@');
  return std::string(inbox.substr(0, at)) + "+b" + number(delivery) + "." + mac("bounce", number(delivery)) +
         std::string(inbox.substr(at));
}

bool Tokens::proves_bounce(const PlusAddress& address) const {
  return address.kind == PlusAddress::Kind::bounce &&
         text::equal_constant_time(mac("bounce", number(address.id)), address.token);
}

std::string Tokens::envelope_id(std::int64_t delivery) const {
  return number(delivery) + "." + mac("bounce", number(delivery));
}

std::optional<std::int64_t> Tokens::read_envelope_id(std::string_view envelope_id) const {
  std::int64_t id = 0;
  std::string token;
  if (!split_numbered(text::trim(envelope_id), id, token)) return std::nullopt;
  if (!text::equal_constant_time(mac("bounce", number(id)), token)) return std::nullopt;
  return id;
}

std::string Tokens::loop_mark(std::string_view inbox) const { return mac("loop", text::lower_ascii(inbox)); }

}  // namespace sahay::email
