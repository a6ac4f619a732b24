#include "desk/signin/id_token.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"

namespace sahay::signin {
namespace {

constexpr std::size_t kMostKeys = 50, kMostToken = 32 << 10, kMostSubject = 255;
constexpr auto kSkew = std::chrono::minutes(2);

std::string bytes_at(const JsonObject& in, std::string_view key) { return text::from_base64(string_at(in, key).value_or("")).value_or(""); }

std::optional<ProviderKey> read_key(const JsonObject& in) {
  if (string_at(in, "use").value_or("sig") != "sig") return std::nullopt;
  const std::string type = string_at(in, "kty").value_or(""), curve = string_at(in, "crv").value_or("");
  ProviderKey key{.id = string_at(in, "kid").value_or(""), .algorithm = Algorithm::rs256, .der = {}};
  std::optional<std::string> der;
  if (type == "RSA") {
    der = rsa_key(bytes_at(in, "n"), bytes_at(in, "e"));
  } else if (type == "EC" && curve == "P-256") {
    key.algorithm = Algorithm::es256;
    der = p256_key(bytes_at(in, "x"), bytes_at(in, "y"));
  } else if (type == "OKP" && curve == "Ed25519") {
    key.algorithm = Algorithm::eddsa;
    der = ed25519_key(bytes_at(in, "x"));
  }
  if (!der) return std::nullopt;
  const std::string named = string_at(in, "alg").value_or("");
  if (!named.empty() && jose_algorithm(named) != key.algorithm) return std::nullopt;
  key.der = *std::move(der);
  return key;
}

Result<JsonObject> part_of(std::string_view encoded, const char* name) {
  const auto decoded = text::from_base64(encoded);
  if (!decoded) return forbidden(std::string("token: ") + name + " is not base64url");
  Json parsed = TRY(parse_json(*decoded));
  if (!parsed.is_object()) return forbidden(std::string("token: ") + name + " is no object");
  return std::move(parsed.get_object());
}

bool is_for(const JsonObject& claims, const std::string& client_id, std::size_t& count) {
  if (const auto one = string_at(claims, "aud")) {
    count = 1;
    return *one == client_id;
  }
  const JsonArray* many = array_at(claims, "aud");
  count = many ? many->size() : 0;
  return many && std::any_of(many->begin(), many->end(), [&](const Json& each) { return each.is_string() && each.get_string() == client_id; });
}

// NumericDate of RFC 7519 2: seconds, which may have a fraction.
std::optional<Time> moment_at(const JsonObject& claims, std::string_view key) {
  const Json* found = claims.if_contains(key);
  if (!found || !found->is_number()) return std::nullopt;
  const double seconds = found->to_number<double>();
  if (!(seconds > 0 && seconds < 1e11)) return std::nullopt;
  return Time::from_seconds(std::int64_t(seconds));
}

}  // namespace

std::vector<ProviderKey> read_keys(const JsonObject& key_set) {
  std::vector<ProviderKey> out;
  if (const JsonArray* all = array_at(key_set, "keys"))
    for (const Json& each : *all)
      if (each.is_object() && out.size() < kMostKeys)
        if (auto key = read_key(each.get_object())) out.push_back(*std::move(key));
  return out;
}

Result<JsonObject> read_signed(std::string_view token, const std::vector<ProviderKey>& keys) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (token.size() > kMostToken || first == token.npos || first == last || token.find('.', first + 1) != last) return forbidden("token: not three parts");
  const JsonObject header = TRY(part_of(token.substr(0, first), "header"));
  const auto algorithm = jose_algorithm(string_at(header, "alg").value_or(""));
  // RFC 7515 4.1.11: what must be understood and is not, refuses the whole.
  if (!algorithm || header.contains("crit")) return forbidden("token: algorithm");
  auto signature = text::from_base64(token.substr(last + 1));
  if (signature && *algorithm == Algorithm::es256) signature = der_of_pair(*signature);
  if (!signature) return forbidden("token: signature");
  const std::string id = string_at(header, "kid").value_or("");
  bool known = false;
  for (const ProviderKey& key : keys) {
    if (key.algorithm != *algorithm || (!id.empty() && key.id != id)) continue;
    known = true;
    if (verify_signature(*algorithm, key.der, token.substr(0, last), *signature)) return part_of(token.substr(first + 1, last - first - 1), "claims");
  }
  if (!known) return not_found("token: key " + std::string(text::first(id, 100)));
  if (id.empty()) return not_found("token: signature");  // of a key without a name: there may be a new one
  return forbidden("token: signature");
}

Result<void> check_claims(const JsonObject& claims, const Expected& expected, Time now) {
  if (string_at(claims, "iss").value_or("") != expected.issuer) return forbidden("token: issuer");
  std::size_t audiences = 0;
  if (!is_for(claims, expected.client_id, audiences)) return forbidden("token: audience");
  const auto authorized = string_at(claims, "azp");
  if (authorized ? *authorized != expected.client_id : audiences > 1) return forbidden("token: authorized party");
  const auto ends = moment_at(claims, "exp"), made = moment_at(claims, "iat");
  if (!ends || *ends + kSkew <= now) return forbidden("token: too old");
  if (!made || *made > now + kSkew) return forbidden("token: from the future");
  if (expected.nonce.empty() || !text::equal_constant_time(string_at(claims, "nonce").value_or(""), expected.nonce)) return forbidden("token: nonce");
  const std::string subject = string_at(claims, "sub").value_or("");
  // Core 2: at most 255 letters of ASCII; a NUL would name another on one engine than on the other.
  if (subject.empty() || subject.size() > kMostSubject || std::any_of(subject.begin(), subject.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) return forbidden("token: subject");
  return {};
}

}  // namespace sahay::signin
