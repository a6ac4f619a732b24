// What a push service is sent: the message encrypted for one device (RFC 8291 over RFC 8188, aes128gcm) and the token
// that says which desk sends it (VAPID, RFC 8292).
// Rule of use: keys are raw: private 32 bytes, public 65 (uncompressed point of P-256). A message takes a fresh key pair
// and salt each; tests give those of the RFC.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"

namespace sahay::notifications {

struct KeyPair {
  Secret private_key;
  std::string public_key;
};
KeyPair make_key_pair();

inline constexpr std::size_t kPublicKey = 65, kAuthSecret = 16,
                             kMostPlain = 3993;  // RFC 8291 4: one record of 4096 bytes
// The public key is a point of the curve.
bool is_public_key(std::string_view raw);

// Errors: invalid p256dh, auth (what a browser gave us is no key), too_large.
Result<std::string> encrypt(std::string_view plain, std::string_view device_key, std::string_view auth_secret);
Result<std::string> encrypt_with(std::string_view plain, std::string_view device_key, std::string_view auth_secret,
                                 const KeyPair& own, std::string_view salt);

// "vapid t=<JWT>, k=<public key>". `audience`: the origin of the endpoint; `contact`: an https: or mailto: address, or
// "".
std::string vapid_header(const KeyPair& key, std::string_view audience, std::string_view contact, Time expires);
std::string vapid_claims(std::string_view audience, std::string_view contact,
                         Time expires);  // header and payload of the JWT

}  // namespace sahay::notifications
