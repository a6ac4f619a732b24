// What an identity provider signed (JWS of RFC 7515 in the compact form, keys of RFC 7517) and whether it was meant for us
// (OpenID Connect Core 3.1.3.7). RS256, ES256 and EdDSA; "none" and shared secrets are no signatures here.
// Threading: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "desk/signin/signature.h"

namespace sahay::signin {

struct ProviderKey {
  std::string id;  // "kid"; "" = it has none
  Algorithm algorithm = Algorithm::rs256;
  std::string der;
};
// The keys of a key set that can check signatures; what is for something else, or broken, is left out.
std::vector<ProviderKey> read_keys(const JsonObject& key_set);

// The signed claims. Errors: not_found when no key has the name that the token gives, or none fits where it gives no name (the keys may
// have changed), forbidden for everything else; the reason stands in detail.
Result<JsonObject> read_signed(std::string_view token, const std::vector<ProviderKey>& keys);

struct Expected {
  std::string issuer, client_id, nonce;
};
// Errors: forbidden; the reason stands in detail.
Result<void> check_claims(const JsonObject& claims, const Expected& expected, Time now);

}  // namespace sahay::signin
