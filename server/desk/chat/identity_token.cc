#include "desk/chat/identity_token.h"

#include <algorithm>
#include <chrono>

#include "base/json.h"
#include "base/text.h"
#include "desk/people/user.h"

namespace sahay::chat {
namespace {

constexpr std::string_view kKeys = "chat.identity.";
constexpr std::size_t kLongestToken = 4096, kLongestName = 100, kLongestId = 255;
constexpr Duration kLongestLife = std::chrono::hours(24), kSkew = std::chrono::minutes(5);

// Stricter than the decoder: one token has one spelling.
bool is_base64url(std::string_view part) {
  return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Result<JsonObject> object_of(std::string_view part) {
  const auto bytes = text::from_base64(part);
  if (!bytes || !text::is_valid_utf8(*bytes)) return refused_identity("malformed");
  auto parsed = parse_json(*bytes);
  if (!parsed.ok() || !parsed->is_object()) return refused_identity("malformed");
  return std::move(parsed->get_object());
}

// NumericDate of RFC 7519 2: seconds, which may have a fraction. Unset where it is none.
Time moment_at(const JsonObject& claims, std::string_view key) {
  const Json* found = claims.if_contains(key);
  if (!found || !found->is_number()) return {};
  const double seconds = found->to_number<double>();
  return seconds > 0 && seconds < 1e11 ? Time::from_seconds(std::int64_t(seconds)) : Time{};
}

// A text of one line, or a whole number; "" = none. A NUL would name another on one engine than on the other.
Result<std::string> name_at(const JsonObject& claims, std::string_view key) {
  const Json* found = claims.if_contains(key);
  if (!found || found->is_null()) return std::string();
  if (found->is_int64()) return std::to_string(found->get_int64());
  if (found->is_uint64()) return std::to_string(found->get_uint64());
  if (!found->is_string()) return refused_identity("malformed");
  std::string out(found->get_string());
  const bool plain = std::none_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (out.size() > kLongestId || !plain) return refused_identity("malformed");
  return out;
}

Result<void> check_header(const JsonObject& header) {
  const std::string type = text::lower_ascii(string_at(header, "typ").value_or("jwt"));
  // RFC 7515 4.1.11: what must be understood and is not, refuses the whole.
  if (string_at(header, "alg").value_or("") != "HS256" || type != "jwt" || header.contains("crit")) return refused_identity("algorithm");
  return {};
}

Result<void> check_times(const JsonObject& claims, Named& named, Time now) {
  named.expires_at = moment_at(claims, "exp");
  if (!named.expires_at) return refused_identity("no_end");
  if (named.expires_at <= now) return refused_identity("expired");
  const Time made = moment_at(claims, "iat"), begins = moment_at(claims, "nbf");
  if (made > now + kSkew || begins > now + kSkew) return refused_identity("early");
  if (named.expires_at - (made ? made : now) > kLongestLife || named.expires_at > now + kLongestLife + kSkew) return refused_identity("too_long");
  return {};
}

}  // namespace

Error refused_identity(std::string_view word) { return {ErrorCode::forbidden, std::string(kKeys) + std::string(word), std::string(word)}; }

std::string word_of_refusal(const Error& error) { return error.key.starts_with(kKeys) ? error.key.substr(kKeys.size()) : "failed"; }

Result<Named> read_identity(std::string_view token, std::span<const SigningKey> keys, Time now) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (token.size() > kLongestToken || first == token.npos || first == last) return refused_identity("malformed");
  const std::string_view header = token.substr(0, first), body = token.substr(first + 1, last - first - 1), given = token.substr(last + 1);
  if (!is_base64url(header) || !is_base64url(body) || !is_base64url(given)) return refused_identity("malformed");
  const JsonObject head = TRY(object_of(header));
  TRY(check_header(head));
  Named named;
  for (const SigningKey& key : keys) {
    if (key.secret.empty() || !text::equal_constant_time(given, text::to_base64url(text::hmac_sha256(key.secret.reveal(), token.substr(0, last))))) continue;
    named.key_id = key.id;
    named.external_id = key.prefix;
  }
  if (!named.key_id) return refused_identity("foreign");
  const JsonObject claims = TRY(object_of(body));
  TRY(check_times(claims, named, now));
  std::string id = TRY(name_at(claims, "external_id"));
  if (id.empty()) id = TRY(name_at(claims, "sub"));
  named.external_id = id.empty() ? "" : named.external_id + id;
  named.email = TRY(name_at(claims, "email"));
  named.email = people::address_key(named.email);
  if (!named.email.empty() && !people::is_address(named.email)) return refused_identity("malformed");
  const Json* verified = claims.if_contains("email_verified");  // true itself: a word is no confirmation
  named.email_verified = !named.email.empty() && verified && verified->is_bool() && verified->get_bool();
  named.name = std::string(text::first(text::trim(string_at(claims, "name").value_or("")), kLongestName));
  const std::string once = TRY(name_at(claims, "jti"));
  named.once = !once.empty();
  named.proof_hash = text::to_hex(text::sha256(named.once ? std::to_string(named.key_id) + " " + once : std::string(token.substr(0, last))));
  if (named.external_id.empty() && !named.email_verified) return refused_identity("nobody");
  return named;
}

}  // namespace sahay::chat
