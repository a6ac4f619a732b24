// Signatures of requests that others send us: RSA by a certificate (Amazon SNS) and ECDSA by a public key (SendGrid).
// Rule of use: whether the certificate is the right one is the caller's matter. Bad keys and bad base64 are "false".
// Threading: pure functions.
#pragma once

#include <string_view>

namespace sahay::http {

enum class Digest { sha1, sha256 };

// `certificate` is PEM, `signature` base64 of PKCS #1 v1.5 (RFC 8017 8.2).
bool rsa_signed(std::string_view certificate, Digest digest, std::string_view message, std::string_view signature);
// `public_key` is base64 of a SubjectPublicKeyInfo on P-256, `signature` base64 of DER; over SHA-256 of the message.
bool ecdsa_signed(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace sahay::http
