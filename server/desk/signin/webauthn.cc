#include "desk/signin/webauthn.h"

#include "base/json.h"
#include "base/text.h"
#include "desk/signin/cbor.h"

namespace sahay::signin {
namespace {

// Flags of the authenticator data (WebAuthn 6.1).
constexpr std::uint8_t kPresent = 0x01, kVerified = 0x04, kHasKey = 0x40;
constexpr std::size_t kHashBytes = 32, kFixedBytes = 37, kAaguidBytes = 16;

struct AuthenticatorData {
  std::uint8_t flags = 0;
  std::uint32_t sign_count = 0;
  std::string_view rest;
};

Result<JsonObject> client_object(std::string_view client_data) {
  if (client_data.size() > kMostResponse) return forbidden("client data too long");
  auto parsed = parse_json(client_data);
  if (!parsed.ok() || !parsed->is_object()) return forbidden("client data is no JSON object");
  return std::move(parsed->get_object());
}

// 7.1 steps 5-10, 7.2 steps 9-14.
Result<void> check_client(const RelyingParty& party, std::string_view challenge, std::string_view client_data, std::string_view type) {
  const JsonObject in = TRY(client_object(client_data));
  if (string_at(in, "type") != type) return forbidden("type");
  if (challenge.empty() || !text::equal_constant_time(string_at(in, "challenge").value_or(""), challenge)) return forbidden("challenge");
  if (string_at(in, "origin") != party.origin) return forbidden("origin");
  if (bool_at(in, "crossOrigin").value_or(false)) return forbidden("cross origin");
  return {};
}

// 7.1 steps 13-16, 7.2 steps 15-17.
Result<AuthenticatorData> read_authenticator(const RelyingParty& party, std::string_view bytes) {
  if (bytes.size() < kFixedBytes || bytes.size() > kMostResponse) return forbidden("authenticator data length");
  if (!text::equal_constant_time(bytes.substr(0, kHashBytes), text::sha256(party.id))) return forbidden("relying party");
  AuthenticatorData out;
  out.flags = std::uint8_t(bytes[kHashBytes]);
  if (!(out.flags & kPresent)) return forbidden("nobody was present");
  if (!(out.flags & kVerified)) return forbidden("nobody was verified");
  for (std::size_t i = kHashBytes + 1; i < kFixedBytes; ++i) out.sign_count = out.sign_count << 8 | std::uint8_t(bytes[i]);
  out.rest = bytes.substr(kFixedBytes);
  return out;
}

// What a COSE_Key may hold of the three kinds (RFC 9053 7): numbers by their labels, byte strings by theirs.
struct CoseKey {
  std::int64_t type = 0, algorithm = 0, curve = 0;
  std::string_view first, second, third;  // labels -1 (n), -2 (x, e), -3 (y)
};

std::optional<CoseKey> read_cose(CborReader& in) {
  CoseKey key;
  const auto pairs = in.map();
  if (!pairs || *pairs > 16) return std::nullopt;
  for (std::size_t i = 0; i < *pairs; ++i) {
    const auto label = in.integer();
    if (!label) return std::nullopt;
    const bool rsa = key.type == 3;  // the canonical order puts kty first
    if (*label == 1 || *label == 3 || (*label == -1 && !rsa)) {
      const auto value = in.integer();
      if (!value) return std::nullopt;
      (*label == 1 ? key.type : *label == 3 ? key.algorithm : key.curve) = *value;
    } else if (*label >= -3 && *label < 0) {
      const auto value = in.bytes();
      if (!value) return std::nullopt;
      (*label == -1 ? key.first : *label == -2 ? key.second : key.third) = *value;
    } else if (!in.skip()) {
      return std::nullopt;
    }
  }
  return key;
}

std::optional<std::string> public_key_of(const CoseKey& key, Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::es256: return key.type == 2 && key.curve == 1 ? p256_key(key.second, key.third) : std::nullopt;
    case Algorithm::eddsa: return key.type == 1 && key.curve == 6 ? ed25519_key(key.second) : std::nullopt;
    case Algorithm::rs256: return key.type == 3 ? rsa_key(key.first, key.second) : std::nullopt;
  }
  return std::nullopt;
}

// WebAuthn 6.5.4: {"fmt": text, "attStmt": map, "authData": bytes}.
Result<std::string_view> authenticator_data_in(std::string_view attestation_object) {
  if (attestation_object.size() > kMostResponse) return forbidden("attestation too long");
  CborReader in(attestation_object);
  const auto pairs = in.map();
  if (!pairs || *pairs > 8) return forbidden("attestation is no map");
  std::optional<std::string_view> found;
  for (std::size_t i = 0; i < *pairs; ++i) {
    const auto name = in.text();
    if (!name) return forbidden("attestation key");
    if (*name == "authData" && !found) {
      found = in.bytes();
      if (!found) return forbidden("authData");
    } else if (!in.skip()) {
      return forbidden("attestation value");
    }
  }
  if (!found || !in.at_end()) return forbidden("attestation");
  return *found;
}

}  // namespace

RelyingParty relying_party(std::string_view site_url) {
  RelyingParty out{"", std::string(site_url)};
  const auto scheme = site_url.find("://");
  std::string_view host = scheme == site_url.npos ? site_url : site_url.substr(scheme + 3);
  host = host.substr(0, host.find('/'));
  out.id = text::lower_ascii(host.substr(0, host.rfind(':')));
  return out;
}

Result<std::string> challenge_of(std::string_view client_data) {
  const JsonObject in = TRY(client_object(client_data));
  const auto challenge = string_at(in, "challenge");
  if (!challenge || challenge->empty()) return forbidden("challenge");
  return *challenge;
}

Result<Credential> read_registration(const RelyingParty& party, std::string_view challenge, std::string_view client_data,
                                     std::string_view attestation_object) {
  TRY(check_client(party, challenge, client_data, "webauthn.create"));
  const std::string_view bytes = TRY(authenticator_data_in(attestation_object));
  const AuthenticatorData data = TRY(read_authenticator(party, bytes));
  // WebAuthn 6.5.1: aaguid, length and bytes of the id, the key, perhaps extensions.
  if (!(data.flags & kHasKey) || data.rest.size() < kAaguidBytes + 2) return forbidden("no credential");
  const std::string_view after = data.rest.substr(kAaguidBytes);
  const std::size_t length = std::size_t(std::uint8_t(after[0])) << 8 | std::uint8_t(after[1]);
  if (length == 0 || length > kMostCredentialId || after.size() - 2 < length) return forbidden("credential id");
  Credential out;
  out.id = after.substr(2, length);
  out.sign_count = data.sign_count;
  CborReader in(after.substr(2 + length));
  const auto key = read_cose(in);
  const auto algorithm = key ? cose_algorithm(key->algorithm) : std::nullopt;
  auto made = algorithm ? public_key_of(*key, *algorithm) : std::nullopt;
  if (!made) return forbidden("public key");
  out.algorithm = *algorithm;
  out.public_key = *std::move(made);
  return out;
}

Result<std::uint32_t> check_assertion(const RelyingParty& party, std::string_view challenge, const Credential& known, std::string_view client_data,
                                      std::string_view authenticator_data, std::string_view signature) {
  TRY(check_client(party, challenge, client_data, "webauthn.get"));
  const AuthenticatorData data = TRY(read_authenticator(party, authenticator_data));
  if (!verify_signature(known.algorithm, known.public_key, std::string(authenticator_data) + text::sha256(client_data), signature))
    return forbidden("signature");
  // 7.2 step 21. Both zero: an authenticator without a counter.
  if ((data.sign_count || known.sign_count) && data.sign_count <= known.sign_count) return forbidden("counter");
  return data.sign_count;
}

}  // namespace sahay::signin
