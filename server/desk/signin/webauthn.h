// What an authenticator says when it makes a passkey and when it signs in with one: the checks of WebAuthn Level 2,
// sections 7.1 and 7.2. Pure: the challenge, the site and the stored key are given.
// Rule of use: attestations are not asked for and not looked at (who made the authenticator is not our question); user
// presence and user verification are demanded always, so that a passkey is two factors by itself.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "desk/signin/signature.h"

namespace sahay::signin {

struct RelyingParty {
  std::string id;      // the host of the site, "desk.example.org"
  std::string origin;  // "https://desk.example.org"
};
// Of "https://desk.example.org:8443": id without port, origin with it.
RelyingParty relying_party(std::string_view site_url);

struct Credential {
  std::string id;          // raw bytes
  std::string public_key;  // DER
  Algorithm algorithm = Algorithm::es256;
  std::uint32_t sign_count = 0;
};

inline constexpr std::size_t kMostResponse = 64 * 1024;  // bytes of each part of a response
inline constexpr std::size_t kMostCredentialId = 1'023;  // WebAuthn 4, "Credential ID"

// The challenge inside the client's data, as it stands there (base64url), for looking it up before anything is believed.
// Errors: forbidden.
Result<std::string> challenge_of(std::string_view client_data);

// 7.1. Errors: forbidden with the reason in detail.
Result<Credential> read_registration(const RelyingParty& party, std::string_view challenge, std::string_view client_data,
                                     std::string_view attestation_object);
// 7.2; the counter that the authenticator told. Errors: forbidden with the reason in detail; a counter that does not grow
// is one of them (a copied authenticator).
Result<std::uint32_t> check_assertion(const RelyingParty& party, std::string_view challenge, const Credential& known, std::string_view client_data,
                                      std::string_view authenticator_data, std::string_view signature);

}  // namespace sahay::signin
