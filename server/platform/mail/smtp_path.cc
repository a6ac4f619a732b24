#include "platform/mail/smtp_path.h"

#include "base/text.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxAddress = 320;

// Position of the ">" that ends the path, outside quoted strings; npos when there is none.
std::size_t end_of_path(std::string_view s) {
  bool quoted = false;
  for (std::size_t i = 1; i < s.size(); ++i) {
    const char c = s[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (c == '>' && !quoted)
      return i;
  }
  return s.npos;
}

bool is_mailbox(std::string_view address) {
  if (text::equal_ignoring_case(address, "postmaster")) return true;
  const auto at = address.rfind('@');
  if (at == 0 || at == address.npos || at + 1 == address.size()) return false;
  const auto local = address.substr(0, at);
  const bool quoted = local.size() >= 2 && local.front() == '"' && local.back() == '"';
  for (const unsigned char c : local) {
    if (c < 0x20 || c == 0x7f) return false;
    if (!quoted && (c == ' ' || c == '"' || c == '<' || c == ',' || c == '@')) return false;
  }
  for (const unsigned char c : address.substr(at + 1))
    if (c <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == ',' || c == '"') return false;
  return true;
}

}  // namespace

std::optional<SmtpPath> parse_path(std::string_view s, EmptyPath empty) {
  if (!s.starts_with('<')) return std::nullopt;
  const auto end = end_of_path(s);
  if (end == s.npos) return std::nullopt;
  std::string_view address = s.substr(1, end - 1);
  // A source route "@a,@b:user@c" is accepted and ignored (RFC 5321 appendix C).
  if (address.starts_with('@')) {
    const auto colon = address.find(':');
    if (colon == address.npos) return std::nullopt;
    address.remove_prefix(colon + 1);
  }
  if (address.empty() ? empty == EmptyPath::refuse : (address.size() > kMaxAddress || !is_mailbox(address)))
    return std::nullopt;
  const std::string_view rest = s.substr(end + 1);
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;
  return SmtpPath{std::string(address), text::trim(rest)};
}

}  // namespace sahay::mail
