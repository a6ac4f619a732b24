// Signatures of authenticators and of identity providers, by OpenSSL: ES256, EdDSA (Ed25519) and RS256, nothing else.
// Public keys are kept as SubjectPublicKeyInfo (DER). A key that is not what its algorithm asks is no key.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sahay::signin {

// The numbers of COSE (RFC 9053); JOSE calls them "ES256", "EdDSA", "RS256".
enum class Algorithm : std::int64_t { es256 = -7, eddsa = -8, rs256 = -257 };
std::optional<Algorithm> cose_algorithm(std::int64_t number);
std::optional<Algorithm> jose_algorithm(std::string_view name);

// DER, or nothing: a point that is not on P-256, a modulus below 2048 or above 8192 bits.
std::optional<std::string> p256_key(std::string_view x, std::string_view y);
std::optional<std::string> rsa_key(std::string_view modulus, std::string_view exponent);
std::optional<std::string> ed25519_key(std::string_view x);

// ECDSA signatures are DER as WebAuthn has them; JOSE's r and s side by side become DER by der_of_pair().
bool verify_signature(Algorithm algorithm, std::string_view key, std::string_view message, std::string_view signature);
std::optional<std::string> der_of_pair(std::string_view r_and_s);

}  // namespace sahay::signin
